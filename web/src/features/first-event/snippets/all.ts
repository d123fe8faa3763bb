import { cordova } from './cordova';
import { dotnet } from './dotnet';
import { flutter } from './flutter';
import { go } from './go';
import { http } from './http';
import { java } from './java';
import { javascript } from './javascript';
import { kotlin } from './kotlin';
import { node } from './node';
import { php } from './php';
import { pixel } from './pixel';
import { python } from './python';
import { reactNative } from './react-native';
import { ruby } from './ruby';
import { rust } from './rust';
import { scriptTag } from './script-tag';
import type { Given, Snippet } from './snippet';
import { swift } from './swift';
import { unity } from './unity';

const sdks = 'https://www.rudderstack.com/docs/sources/event-streams/sdks';

/** A way to send: its name in the address, its name for people, the kinds of sources it is the usual one of, and its documentation. */
type Way = { id: string; label: string; sources: readonly string[]; docs: string; write: (given: Given) => Snippet };

/** Every way to send events, in the order of the list. */
export const ways: readonly Way[] = [
  { id: 'javascript', label: 'JavaScript (npm)', sources: ['Javascript'], docs: `${sdks}/rudderstack-javascript-sdk/`, write: javascript },
  { id: 'script-tag', label: 'JavaScript (script tag)', sources: [], docs: `${sdks}/rudderstack-javascript-sdk/installation/`, write: scriptTag },
  { id: 'ios', label: 'iOS (Swift)', sources: ['iOS'], docs: `${sdks}/swift-sdk/`, write: swift },
  { id: 'android', label: 'Android (Kotlin)', sources: ['Android'], docs: `${sdks}/kotlin-sdk/`, write: kotlin },
  { id: 'flutter', label: 'Flutter', sources: ['Flutter'], docs: `${sdks}/rudderstack-flutter-sdk/`, write: flutter },
  { id: 'react-native', label: 'React Native', sources: ['ReactNative'], docs: `${sdks}/rudderstack-react-native-sdk/`, write: reactNative },
  { id: 'unity', label: 'Unity', sources: ['Unity'], docs: `${sdks}/rudderstack-unity-sdk/`, write: unity },
  { id: 'cordova', label: 'Cordova', sources: ['Cordova'], docs: `${sdks}/rudderstack-cordova-sdk/`, write: cordova },
  { id: 'node', label: 'Node.js', sources: ['Node'], docs: `${sdks}/rudderstack-node-sdk/`, write: node },
  { id: 'python', label: 'Python', sources: ['Python'], docs: `${sdks}/rudderstack-python-sdk/`, write: python },
  { id: 'go', label: 'Go', sources: ['Go'], docs: `${sdks}/rudderstack-go-sdk/`, write: go },
  { id: 'java', label: 'Java', sources: ['Java'], docs: `${sdks}/rudderstack-java-sdk/`, write: java },
  { id: 'dotnet', label: '.NET', sources: ['DotNet'], docs: `${sdks}/rudderstack-dotnet-sdk/`, write: dotnet },
  { id: 'php', label: 'PHP', sources: ['PHP'], docs: `${sdks}/rudderstack-php-sdk/`, write: php },
  { id: 'ruby', label: 'Ruby', sources: ['Ruby'], docs: `${sdks}/rudderstack-ruby-sdk/`, write: ruby },
  { id: 'rust', label: 'Rust', sources: ['Rust'], docs: `${sdks}/rudderstack-rust-sdk/`, write: rust },
  { id: 'http', label: 'HTTP (curl)', sources: ['HTTP'], docs: 'https://www.rudderstack.com/docs/api/http-api/', write: http },
  { id: 'pixel', label: 'Pixel (image)', sources: ['AMP'], docs: 'https://www.rudderstack.com/docs/api/pixel-api/', write: pixel },
];

/** The way that was asked for, else the usual one of a kind of source, else HTTP. */
export function wayOf(asked: string | undefined, sourceType: string): Way {
  const found = ways.find(({ id }) => id === asked) ?? ways.find(({ sources }) => sources.includes(sourceType)) ?? ways.find(({ id }) => id === 'http');
  if (found === undefined) {
    throw new Error('There is no way to send.');
  }

  return found;
}
