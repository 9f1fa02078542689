import { expect, it } from 'vitest';
import { givenFiles } from '../../../../renderer/desk/given-files.ts';

it('files that one page hands to another are taken once, and by nobody else', () => {
  const place = givenFiles();
  const file = new File([], 'a.pdf');
  place.put('merge', [file]);
  expect(place.take('compare')).toEqual([]);
  expect(place.take('merge')).toEqual([file]);
  expect(place.take('merge')).toEqual([]);
});
