import { datasetStep } from './dataset.mjs';
import { dependenciesStep } from './dependencies.mjs';
import { postgresStep } from './postgres.mjs';
import { prismaClientStep } from './prisma-client.mjs';
import { tensorflowStep } from './tensorflow.mjs';
import { webStep } from './web.mjs';

/**
 * STEPS are the steps of set-up in the order in which they run. A step is
 *   id, title   its name in code and for people
 *   cost        what it downloads, and the disk it needs while it works, when nothing is there yet
 *   folder      the folder whose disk it fills
 *   occupies    the folders that it filled, for `doctor`
 *   inspect     looks, cheaply, and returns a finding: { state, detail?, source?, version?, mend?, downloadBytes?, diskBytes? }
 *               with state ok, missing, broken or n/a; the last two numbers correct the cost
 *   examine     looks closely, for `doctor` (Default: inspect)
 *   install     does the work, may be killed at any point and run again; throws SetupError when it cannot
 */
export const STEPS = [dependenciesStep, prismaClientStep, postgresStep, tensorflowStep, datasetStep, webStep];
