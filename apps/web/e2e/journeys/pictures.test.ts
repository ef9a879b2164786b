import { readFile } from 'node:fs/promises';
import { type RunDetail, readArtifact } from '@laten/db';
import { decodeLatents, parseImageEvaluations } from '@laten/shared';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { countColours, cutTile, meanDifference, readCanvas, readStoredPicture } from '../testing/pixels.ts';
import { eventually, saveScreenshot, withBrowser, withLaten } from '../testing/stage.ts';
import { artifactOf, trainRun } from '../testing/train.ts';

/** What a trained run shows: real pixels of its own files, at the epoch that is asked for. */

const SIDE = 28;
const COLUMNS = 8;
const PNG_SIGNATURE = '89504e470d0a1a0a';

const openPage = withBrowser();
const getLaten = withLaten();
let flat: RunDetail;
let deep: RunDetail;

beforeAll(async () => {
  flat = await trainRun(getLaten(), { name: 'flat', overrides: { epochs: 3, limit: 4000 } });
  deep = await trainRun(getLaten(), { name: 'deep', overrides: { epochs: 1, limit: 1000, latentDim: 16 } });
});

describe('reconstructions', () => {
  it('show the pixels of the epoch that the slider chooses, by keys and as a film', async (context) => {
    const page = await openPage(context);
    await page.goto(`${getLaten().url}/runs/${flat.id}#reconstructions`);
    const part = page.getByRole('region', { name: 'Reconstructions' });
    const slider = part.getByRole('slider', { name: 'Epoch of the pictures' });
    await slider.waitFor();
    await expectShown(part, 3);
    await slider.press('ArrowLeft');
    await expectShown(part, 2);
    await slider.press('Home');
    await expectShown(part, 1);
    await part.getByRole('button', { name: 'Play the epochs' }).click();
    await expectShown(part, 3);
    await part.getByRole('button', { name: 'Play the epochs' }).waitFor();
  });

  it('are sorted by error, and one is enlarged with its numbers', async (context) => {
    const page = await openPage(context);
    await page.goto(`${getLaten().url}/runs/${flat.id}#reconstructions`);
    const part = page.getByRole('region', { name: 'Reconstructions' });
    await part.getByText('Worst first').click();
    const images = part.getByRole('button', { name: /reconstruction loss/ });
    await eventually(() => images.count()).toBe(64);
    const losses = (await images.allTextContents()).map((text) =>
      Number(/loss ([\d.]+) nats/.exec(text)?.[1]),
    );
    const { reconstructionLossNats } = await readEvaluation(3);
    const sorted = reconstructionLossNats.map(Number).sort((a, b) => b - a);
    expect(losses).toEqual(sorted.map((nats) => Number(nats.toFixed(1))));

    await images.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`${sorted[0]?.toFixed(2)} nats`).waitFor();
    expect(await dialog.locator('canvas').count()).toBe(3);
    await saveScreenshot(page, 'enlarged');
    await page.keyboard.press('ArrowRight');
    await dialog.getByText(`${sorted[1]?.toFixed(2)} nats`).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/reconstruction loss/);
  });
});

/** Where a section begins that was gone to: below the head of the page and the links to its parts. */
const BELOW_THE_BARS_PX = 88;

describe('the latent plane', () => {
  it('is painted, and shows under the pointer the image and what the decoder makes of it', async (context) => {
    const page = await openPage(context);
    const part = await openPlane(page, flat);
    expect(await countColours(part.getByRole('application'))).toBeGreaterThan(10);

    const card = page.getByRole('region', { name: 'Under the pointer' });
    const { place, imageIndex, zMean } = await findLonelyImage();
    await pointAt(part, zMean);
    await card.getByText(`image ${imageIndex.toLocaleString('en')}`, { exact: true }).waitFor();
    const decoded = card.getByRole('img', { name: /^Reconstruction of image/ });
    const original = card.getByRole('img', {
      name: new RegExp(`^Image ${imageIndex.toLocaleString('en')}:`),
    });
    await decoded.waitFor();
    await original.waitFor();
    const corner = { left: (place % COLUMNS) * SIDE, top: Math.floor(place / COLUMNS) * SIDE, side: SIDE };
    const stored = await readStoredPicture(page, artifactOf(flat, 'reconstructions', 3).id);
    const shown = await readCanvas(decoded);
    expect(Math.max(...shown.values)).toBeGreaterThan(60);
    expect(meanDifference(shown.values, cutTile(stored, corner))).toBeLessThan(12);
    const originals = await readStoredPicture(page, artifactOf(flat, 'evaluation-images', null).id);
    expect((await readCanvas(original)).values).toEqual(cutTile(originals, corner));
    await saveScreenshot(page, 'latent-plane');
  });

  it('isolates a class, and downloads as PNG and CSV what it shows', async (context) => {
    const page = await openPage(context);
    const part = await openPlane(page, flat);
    await part.getByRole('button', { name: 'Show only Sneaker' }).click();
    const shown = part.getByRole('region', { name: 'Classes' }).locator('button[aria-pressed=true]');
    expect(await shown.allTextContents()).toEqual([expect.stringMatching(/^Sneaker/)]);

    const csv = await readFile(await downloadPath(page, part, 'Download the shown points as CSV'), 'utf8');
    const [header, ...rows] = csv.trim().split('\r\n');
    expect(header).toBe('imageIndex,label,class,z0,z1');
    expect(new Set(rows.map((row) => row.split(',')[2]))).toEqual(new Set(['Sneaker']));
    const png = await readFile(await downloadPath(page, part, /^Download as PNG: Where the encoder/));
    expect(png.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
    expect(png.byteLength).toBeGreaterThan(5_000);
  });

  it('of 16 dimensions shows principal components, or any two dimensions', async (context) => {
    const page = await openPage(context);
    const part = await openPlane(page, deep);
    await part
      .locator('svg')
      .getByText(/^PC1 \(\d+ %\)$/)
      .waitFor();
    expect(await countColours(part.getByRole('application'))).toBeGreaterThan(10);
    await saveScreenshot(page, 'latent-plane-pca');
    await part.getByText('Dimensions', { exact: true }).click();
    await part.getByRole('combobox', { name: 'Across' }).selectOption('z5');
    const csv = await readFile(await downloadPath(page, part, 'Download the shown points as CSV'), 'utf8');
    expect(csv.split('\r\n')[0]?.split(',')).toHaveLength(3 + 16);
    await part.locator('svg').getByText('z5', { exact: true }).waitFor();
  });

  it('is where an address that names it leads, however late what stands above it comes', async (context) => {
    const page = await openPage(context);
    await page.goto(`${getLaten().url}/runs/${flat.id}#latent`);
    const part = page.getByRole('region', { name: 'Latent space' });
    await part.locator('[data-ready]').waitFor({ state: 'attached' });
    await page.locator('path.recharts-line-curve').first().waitFor();
    const topPx = () => part.evaluate((element) => element.getBoundingClientRect().top);
    await eventually(async () => Math.abs((await topPx()) - BELOW_THE_BARS_PX)).toBeLessThan(2);
  });
});

/** The first images are those of the file of an epoch, pixel for pixel. */
async function expectShown(part: Locator, epoch: number): Promise<void> {
  const grid = part.getByRole('list', { name: `Originals and reconstructions, epoch ${epoch}` });
  await grid.waitFor();
  const stored = await readStoredPicture(part.page(), artifactOf(flat, 'reconstructions', epoch).id);
  const tiles = [0, 9].map((place) => ({
    place,
    corner: { left: (place % COLUMNS) * SIDE, top: Math.floor(place / COLUMNS) * SIDE, side: SIDE },
  }));
  for (const { place, corner } of tiles) {
    const canvas = grid.locator('canvas').nth(place);
    const drawn = async () => cutTile(await readCanvas(canvas), { left: SIDE + 1, top: 0, side: SIDE });
    await eventually(drawn).toEqual(cutTile(stored, corner));
  }
}

async function openPlane(page: Page, run: RunDetail): Promise<Locator> {
  await page.goto(`${getLaten().url}/runs/${run.id}#latent`);
  const part = page.getByRole('region', { name: 'Latent space' });
  await part.locator('[data-painter][data-ready]').waitFor({ state: 'attached' });
  await part.getByRole('application').scrollIntoViewIfNeeded();
  return part;
}

/** Of the 64 fixed images the one whose point has the most room around it. */
async function findLonelyImage(): Promise<{ place: number; imageIndex: number; zMean: [number, number] }> {
  const file = await readArtifact(getLaten().database, artifactOf(flat, 'latents', 3));
  const latents = decodeLatents(file?.bytes ?? new Uint8Array());
  const { imageIndex } = await readEvaluation(3);
  const at = (i: number): [number, number] => [latents.zMean[i * 2] ?? 0, latents.zMean[i * 2 + 1] ?? 0];
  const candidates = imageIndex.map((index, place) => {
    const own = latents.imageIndex.indexOf(index);
    const [x, y] = at(own);
    const distances = Array.from(latents.imageIndex, (_, i) => {
      const [otherX, otherY] = at(i);
      return i === own ? Number.POSITIVE_INFINITY : Math.hypot(x - otherX, y - otherY);
    });
    return { place, imageIndex: index, zMean: at(own), room: Math.min(...distances) };
  });
  return candidates.reduce((best, candidate) => (candidate.room > best.room ? candidate : best));
}

async function readEvaluation(epoch: number) {
  const file = await readArtifact(getLaten().database, artifactOf(flat, 'evaluation', epoch));
  return parseImageEvaluations(new TextDecoder().decode(file?.bytes));
}

/** Moves the pointer to a point of the plane, by the ticks of its axes. */
async function pointAt(part: Locator, [x, y]: [number, number]): Promise<void> {
  const frame = part.getByRole('application');
  const ticks = await frame.locator('svg > text:not([class])').evaluateAll((texts) =>
    texts.map((text) => {
      const axis = text.getAttribute('text-anchor') === 'end' ? ('y' as const) : ('x' as const);
      const value = Number(text.textContent?.replace('−', '-'));
      return { axis, value, atPx: Number(text.getAttribute(axis)) };
    }),
  );
  const toPx = (axis: 'x' | 'y', value: number) => {
    const [first, second] = ticks.filter((tick) => tick.axis === axis);
    if (!first || !second) throw new Error(`The ${axis} axis has fewer than two ticks.`);
    return first.atPx + ((value - first.value) * (second.atPx - first.atPx)) / (second.value - first.value);
  };
  await frame
    .locator('svg')
    .first()
    .hover({ force: true, position: { x: toPx('x', x), y: toPx('y', y) } });
}

async function downloadPath(page: Page, part: Locator, name: string | RegExp): Promise<string> {
  const downloading = page.waitForEvent('download');
  await part.getByRole('button', { name }).click();
  return (await downloading).path();
}
