import type { Latents } from '@laten/shared';
import { niceStep } from '../../charts/prepare-value-axis.ts';
import { formatPercent } from './format-latent.ts';
import type { Pca } from './pca.ts';

/**
 * The plane that is looked at: a point of latent space and two directions. Whether the directions are two dimensions or
 * two principal components, projecting and going back are the same sums.
 */

/** PlaneChoice is what a person chose to look at. */
export type PlaneChoice = { readonly kind: 'axes' | 'pca'; readonly x: number; readonly y: number };

/** Plane maps z to two coordinates and back. `v` is null for a single dimension: y then has no meaning in latent space. */
export type Plane = {
  readonly key: string;
  readonly origin: Float32Array;
  readonly u: Float32Array;
  readonly v: Float32Array | null;
  readonly xLabel: string;
  readonly yLabel: string | null;
  /** Whether it is the whole latent space, with the prior N(0, I) round its middle. */
  readonly whole: boolean;
  /** Share of the variance of all dimensions that principal components show; null where none are. */
  readonly explained: number | null;
};

/** So many principal components can be chosen from. */
export const MOST_COMPONENTS = 4;

/** firstChoice is the plane shown first: the only one of two dimensions, or the one that shows most of many. */
export function firstChoice(latentDim: number): PlaneChoice {
  return { kind: latentDim > 2 ? 'pca' : 'axes', x: 0, y: Math.min(1, latentDim - 1) };
}

/** choiceToDraw is the choice as long as it can be drawn; until principal components are found, the one drawn before. */
export function choiceToDraw(
  chosen: PlaneChoice,
  { before, hasPca }: { before: PlaneChoice; hasPca: boolean },
): PlaneChoice {
  return chosen.kind === 'pca' && !hasPca ? before : chosen;
}

/** createPlane makes the plane of a choice. `pca` is needed for principal components. */
export function createPlane(choice: PlaneChoice, latentDim: number, pca: Pca | null): Plane {
  const key = `${choice.kind}:${choice.x}:${choice.y}`;
  if (choice.kind === 'pca' && pca) {
    return {
      key,
      origin: pca.mean,
      u: directionOf(pca, choice.x),
      v: directionOf(pca, choice.y),
      xLabel: componentLabel(pca, choice.x),
      yLabel: componentLabel(pca, choice.y),
      whole: false,
      explained: [...new Set([choice.x, choice.y])].reduce((sum, k) => sum + (pca.explained[k] ?? 0), 0),
    };
  }
  const single = latentDim === 1;
  return {
    key,
    origin: new Float32Array(latentDim),
    u: unitVector(latentDim, choice.x),
    v: single ? null : unitVector(latentDim, choice.y),
    xLabel: `z${choice.x}`,
    yLabel: single ? null : `z${choice.y}`,
    whole: latentDim === 2,
    explained: null,
  };
}

/** projectLatents returns x and y of every image, one after another. Without `v`, y spreads the classes in rows (spreadClasses). */
export function projectLatents(latents: Latents, { origin, u, v }: Plane): Float32Array {
  const { count, latentDim, zMean } = latents;
  const xy = new Float32Array(count * 2);
  for (let i = 0; i < count; i++) {
    let x = 0;
    let y = 0;
    for (let d = 0; d < latentDim; d++) {
      const offset = (zMean[i * latentDim + d] as number) - (origin[d] as number);
      x += offset * (u[d] as number);
      if (v) y += offset * (v[d] as number);
    }
    xy[i * 2] = x;
    xy[i * 2 + 1] = y;
  }
  if (!v) spreadClasses(xy, latents.labels);
  return xy;
}

/** zAt returns the z of a place on the plane; what the plane leaves out stays at its origin. */
export function zAt({ origin, u, v }: Plane, x: number, y: number): Float32Array {
  return origin.map((value, d) => value + x * (u[d] as number) + (v ? y * (v[d] as number) : 0));
}

/** The values of a strip are about as wide as so many rows are high. */
const ROWS_ACROSS = 12;
/** Share of its row that a class fills. */
const ROW_FILL = 0.8;

/**
 * Puts each class in a row of its own, the first on top, the images of a row a little apart, always at the same place.
 * Rows are a round number apart, so that they stay where they are while the values change a little from epoch to epoch.
 */
function spreadClasses(xy: Float32Array, labels: Uint8Array): void {
  const values = xy.filter((value, i) => i % 2 === 0 && Number.isFinite(value));
  const range = values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 0);
  const row = niceStep((range || 1) / ROWS_ACROSS, 1);
  labels.forEach((label, i) => {
    xy[i * 2 + 1] = row * ((scatter(i) - 0.5) * ROW_FILL - label);
  });
}

/** A number in [0, 1) that looks random and is the same each time: multiples of the golden ratio, modulo 1. */
function scatter(index: number): number {
  return (index * 0.618_033_988_749_894_9) % 1;
}

function unitVector(length: number, at: number): Float32Array {
  const vector = new Float32Array(length);
  vector[at] = 1;
  return vector;
}

function directionOf({ directions, mean }: Pca, component: number): Float32Array {
  return directions.subarray(component * mean.length, (component + 1) * mean.length);
}

function componentLabel({ explained }: Pca, component: number): string {
  return `PC${component + 1} (${formatPercent(explained[component] ?? 0)})`;
}
