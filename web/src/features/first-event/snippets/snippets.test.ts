import { describe, expect, test } from 'vitest';
import { wayOf, ways } from './all';
import { quoted, quotedPlain, single, word } from './snippet';

const given = { writeKey: '2abcDEF', dataPlaneUrl: 'https://events.shop.example', controlPlaneUrl: 'https://pintle.shop.example' };
const onDevice = ['javascript', 'script-tag', 'ios', 'android', 'flutter', 'react-native', 'unity', 'cordova'];

describe.each(ways)('$label', ({ id, docs, write }) => {
  const { install, code, language } = write(given);

  test('has the write key and the data plane URL filled in, once each', () => {
    expect(code.split('2abcDEF')).toHaveLength(2);
    expect(code.split('https://events.shop.example')).toHaveLength(2);
  });

  test('has the control plane URL where the SDK asks for its configuration', () => {
    expect(code.includes('https://pintle.shop.example')).toBe(onDevice.includes(id));
  });

  test('sends a first event, leaves no place to fill in, and says how it is got', () => {
    expect(code).toMatch(/First.event/);
    expect(code).not.toMatch(/YOUR_|<WRITE|undefined|\[object/);
    expect(code.endsWith('\n')).toBe(true);
    expect(install).not.toBe('');
    expect(language).not.toBe('');
    expect(docs).toMatch(/^https:/);
  });

  test('is the same each time', () => {
    expect(write(given)).toEqual(write({ ...given }));
  });
});

test('every way has a name of its own', () => {
  expect(new Set(ways.map(({ id }) => id)).size).toBe(ways.length);
});

test('a kind of source has its usual way, and who asks for another gets it', () => {
  expect(wayOf(undefined, 'Javascript').id).toBe('javascript');
  expect(wayOf(undefined, 'DotNet').id).toBe('dotnet');
  expect(wayOf('python', 'Javascript').id).toBe('python');
  expect(wayOf('no such', 'Stripe').id).toBe('http');
});

test('PHP is told when there is no HTTPS', () => {
  const php = wayOf('php', '');
  expect(php.write(given).code).toContain("'ssl' => true");
  expect(php.write({ ...given, dataPlaneUrl: 'http://127.0.0.1:8080' }).code).toContain("'ssl' => false");
});

test('what ends a text in a language does not end it', () => {
  expect(quoted('a"b')).toBe(String.raw`"a\"b"`);
  expect(quotedPlain('a$b')).toBe(String.raw`"a\$b"`);
  expect(single("it's\\")).toBe(String.raw`'it\'s\\'`);
  expect(word("it's")).toBe(String.raw`'it'\''s'`);
});
