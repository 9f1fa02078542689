/** What a host can be for the platform that has no role of OutSystems, and so no checks of its own. */
export const hostPlaces = ['database', 'cache'] as const;
export type HostPlace = (typeof hostPlaces)[number];

export const isHostPlace = (place: string): place is HostPlace => hostPlaces.some((known) => known === place);
