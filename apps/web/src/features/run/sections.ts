/** sectionIds are the parts of a run's page in their order. They are the anchors of its addresses: `/runs/…#log`. */
export const sectionIds = [
  'curves',
  'reconstructions',
  'latent',
  'samples',
  'config',
  'environment',
  'log',
  'artifacts',
] as const;

/** SectionId names a part of a run's page. */
export type SectionId = (typeof sectionIds)[number];

/** A section whose top is above this line of the window, below the bars, is being read. */
const READING_LINE_PX = 140;

/** sectionBeingRead returns the last section that has reached the reading line; at the end of the page, the last one. */
export function sectionBeingRead(input: {
  /** Where each section begins in the window, CSS pixels. */
  tops: readonly { readonly id: SectionId; readonly topPx: number }[];
  atPageEnd: boolean;
}): SectionId | null {
  const { tops, atPageEnd } = input;
  if (atPageEnd) return tops.at(-1)?.id ?? null;
  return tops.findLast(({ topPx }) => topPx < READING_LINE_PX)?.id ?? null;
}
