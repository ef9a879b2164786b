import { type ConfigOverrides, findLossReferences, RANKING_METRIC } from '@laten/shared';
import { formatCount, formatNats, formatNumber } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { epochAtStep, type RunDetail } from '../prepare-run.ts';

/** What a run's figures mean, for people who have never seen a VAE. Decided from values alone. */

/** Finding is one thing that can be said of a run, and what to try about it. */
export type Finding = {
  readonly tone: 'neutral' | 'good' | 'warning';
  readonly text: string;
  /** A change of the config worth trying, with its words. */
  readonly change: { readonly label: string; readonly overrides: ConfigOverrides } | null;
};

/** VerdictRun is what the words depend on. */
export type VerdictRun = Pick<RunDetail, 'status' | 'reasonCode' | 'config' | 'progress' | 'summary'>;

/** After a collapse, beta is worth dividing by this; after a NaN, the learning rate. */
const FACTOR = 10;
/** Share of the best value by which the last one must be worse to be called so: less is noise. */
const WORSE_SHARE = 0.005;
const WORSE_EPOCHS = 2;

/** prepareVerdict says how good a run is, what its latent space is worth, and what broke or could be better. */
export function prepareVerdict(run: VerdictRun): Finding[] {
  const findings = [describeBreak(run), describeCost(run), describeUse(run)].filter(isFinding);
  const somethingToTry = findings.some(({ change }) => change !== null);
  // Of a run that went wrong, whether the next epoch would have been better is of no interest.
  return somethingToTry ? findings : [...findings, describeTrend(run)].filter(isFinding);
}

function isFinding(finding: Finding | null): finding is Finding {
  return finding !== null;
}

function describeBreak({ reasonCode, config, summary }: VerdictRun): Finding | null {
  const broke = reasonCode === 'NON_FINITE_LOSS' || (summary[RANKING_METRIC]?.nonFiniteCount ?? 0) > 0;
  if (!broke) return null;
  const learningRate = config.learningRate / FACTOR;
  return {
    tone: 'warning',
    text: t('verdict.nonFinite'),
    change: {
      label: t('verdict.try.learningRate', { value: formatNumber(learningRate) }),
      overrides: { learningRate },
    },
  };
}

function describeCost({ status, config, progress, summary }: VerdictRun): Finding | null {
  const nelbo = summary[RANKING_METRIC];
  const last = finiteOf(nelbo?.last);
  if (!nelbo || last === null)
    return status === 'RUNNING' ? neutral(describePractice(config.latentDim)) : null;
  const epoch = epochAtStep(nelbo.lastStep, progress) ?? progress.epoch;
  const nats = formatNats(last);
  const cost =
    epoch === 1
      ? t('verdict.cost.one', { nats })
      : t('verdict.cost.other', { nats, epochs: formatCount(epoch) });
  const references = findLossReferences(config);
  if (!references) return neutral(cost);
  const { floorNats, meanImageNats } = references;
  const scale = t('verdict.cost.scale', { floor: formatNats(floorNats), mean: formatNats(meanImageNats) });
  if (last >= meanImageNats)
    return { tone: 'warning', text: `${cost} ${scale} ${t('verdict.cost.useless')}`, change: null };
  const share = (meanImageNats - last) / (meanImageNats - floorNats);
  return neutral(`${cost} ${scale} ${t('verdict.cost.share', { percent: Math.round(share * 100) })}`);
}

/** Before the first epoch has ended there is no figure to judge; what happens meanwhile can be said. */
function describePractice(latentDim: number): string {
  if (latentDim === 1) return t('verdict.practising.one');
  return t('verdict.practising.other', { latentDim: formatCount(latentDim) });
}

function describeUse({ config, summary }: VerdictRun): Finding | null {
  const used = finiteOf(summary.active_units?.last);
  if (used === null) return null;
  const { latentDim } = config;
  const counts = { used: formatCount(used), all: formatCount(latentDim) };
  if (used === 0) return describeCollapse(config.beta, latentDim);
  if (used < latentDim)
    return neutral(used === 1 ? t('verdict.use.one', counts) : t('verdict.use.some', counts));
  if (latentDim === 1) return good(t('verdict.use.only'));
  return good(latentDim === 2 ? t('verdict.use.both') : t('verdict.use.all', counts));
}

function describeCollapse(beta: number, latentDim: number): Finding {
  const text = t('verdict.collapse', { all: formatCount(latentDim) });
  if (beta === 0) return { tone: 'warning', text, change: null };
  const smaller = beta / FACTOR;
  return {
    tone: 'warning',
    text,
    change: { label: t('verdict.try.beta', { value: formatNumber(smaller) }), overrides: { beta: smaller } },
  };
}

/** Only of a run that has ended well: one that trains has not said its last word. */
function describeTrend({ status, progress, summary }: VerdictRun): Finding | null {
  const nelbo = summary[RANKING_METRIC];
  const [last, best] = [finiteOf(nelbo?.last), finiteOf(nelbo?.best)];
  if (status !== 'FINISHED' || !nelbo || last === null || best === null || nelbo.n < 2) return null;
  if (nelbo.bestStep === nelbo.lastStep) return neutral(t('verdict.trend.better'));
  const bestEpoch = epochAtStep(nelbo.bestStep, progress);
  const lastEpoch = epochAtStep(nelbo.lastStep, progress);
  if (bestEpoch === null || lastEpoch === null || lastEpoch - bestEpoch < WORSE_EPOCHS) return null;
  if (last <= best * (1 + WORSE_SHARE)) return null;
  return {
    tone: 'warning',
    text: t('verdict.trend.worse', { epoch: formatCount(bestEpoch), nats: formatNats(best) }),
    change: null,
  };
}

function finiteOf(value: number | null | undefined): number | null {
  return Number.isFinite(value) ? Number(value) : null;
}

function neutral(text: string): Finding {
  return { tone: 'neutral', text, change: null };
}

function good(text: string): Finding {
  return { tone: 'good', text, change: null };
}
