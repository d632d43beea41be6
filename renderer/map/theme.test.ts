import { expect, it } from 'vitest';
import { parseColour } from './css-colour.ts';
import { coloursOf } from './looks.ts';
import { mapPalette } from './theme.ts';

it('reads colours as themes write them', () => {
  expect(parseColour('#4f8fe6')).toEqual([0x4f, 0x8f, 0xe6]);
  expect(parseColour(' #fa0 ')).toEqual([0xff, 0xaa, 0]);
  expect(parseColour('rgb(1, 2, 3)')).toEqual([1, 2, 3]);
  expect(parseColour('rgb(1 2 3 / 0.5)')).toEqual([1, 2, 3]);
  expect(() => parseColour('tomato')).toThrow(RangeError);
});

it('makes a palette of a theme that says nothing, and of one that says something', () => {
  expect(() => coloursOf(mapPalette(() => ''))).not.toThrow();
  const light = mapPalette((name) => (name === '--background' ? '#ffffff' : ''));
  expect(coloursOf(light).background).toEqual([255, 255, 255]);
});
