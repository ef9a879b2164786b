import { chartMessages } from './en/charts.ts';
import { commonMessages } from './en/common.ts';
import { latentMessages } from './en/latent.ts';
import { launchMessages } from './en/launch.ts';
import { liveMessages } from './en/live.ts';
import { paletteMessages } from './en/palette.ts';
import { pictureMessages } from './en/pictures.ts';
import { runMessages } from './en/run.ts';
import { runsMessages } from './en/runs.ts';
import { sweepLaunchMessages } from './en/sweep-launch.ts';
import { sweepMessages } from './en/sweeps.ts';

/**
 * Every text that the dashboard shows, one file for each screen area. Keys say where a text stands; `{name}` is filled
 * in by the caller. What people wrote (names, tags, notes, reasons) is data and stands nowhere here.
 */
export const en = {
  ...commonMessages,
  ...runsMessages,
  ...runMessages,
  ...chartMessages,
  ...pictureMessages,
  ...latentMessages,
  ...launchMessages,
  ...liveMessages,
  ...paletteMessages,
  ...sweepMessages,
  ...sweepLaunchMessages,
} as const;
