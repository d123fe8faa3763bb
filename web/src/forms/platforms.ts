import { isObject, type Settings } from './settings';

/** Platforms that a source can be of, and how people call them. */
export const platforms: Readonly<Record<string, string>> = {
  web: 'Web',
  cloud: 'Servers',
  android: 'Android',
  ios: 'iOS',
  flutter: 'Flutter',
  reactnative: 'React Native',
  cordova: 'Cordova',
  unity: 'Unity',
  amp: 'AMP',
  warehouse: 'Warehouse',
};

/** Has a setting a value for each platform? As the server has it (PlatformSettings). */
export function isByPlatform(value: unknown): value is Settings {
  return isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => key in platforms);
}

/** Who sends a platform's events. */
export function modeOf(setting: unknown, platform: string): string {
  const mode = isByPlatform(setting) ? setting[platform] : setting;
  return typeof mode === 'string' && mode !== '' ? mode : 'cloud';
}

/** The setting with another mode for a platform; the others keep theirs. @param all Modes that there are, by platform. */
export function withMode(setting: unknown, platform: string, mode: string, all: Readonly<Record<string, readonly string[]>>): Settings {
  const others = isByPlatform(setting)
    ? setting
    : // One text was for all of them; where no SDK can send, the data plane does.
      Object.fromEntries(Object.entries(all).filter(([name, modes]) => name !== platform && modes.includes(modeOf(setting, name)) && modeOf(setting, name) !== 'cloud').map(([name]) => [name, modeOf(setting, name)]));
  return { ...others, [platform]: mode };
}
