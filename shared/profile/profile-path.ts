import type { Profile } from './profile.ts';

type Group<T> = T extends readonly unknown[] ? never : T extends object ? T : never;

type Inner = {
  [K in keyof Profile & string]: `${K}.${keyof Group<NonNullable<Profile[K]>> & string}`;
}[keyof Profile & string];

/** A field of the profile as sentences name it: `caFile`, `cache.port`; a list as a whole. */
export type ProfilePath = (keyof Profile & string) | Inner;
