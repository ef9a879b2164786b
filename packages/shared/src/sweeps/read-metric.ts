import { findMetricDefinition, type MetricGoal, metricDefinitions } from '../metrics/metric-registry.ts';
import { suggest } from '../suggest.ts';
import { type IssueList, isMapping, type Mapping, show } from './issue-list.ts';
import { sweepDefaults } from './sweep-defaults.ts';
import type { SweepGoal, SweepSpec } from './sweep-spec.ts';

const goals: Readonly<Record<SweepGoal, MetricGoal>> = { minimize: 'min', maximize: 'max' };
const words: Readonly<Record<Exclude<MetricGoal, 'none'>, SweepGoal>> = { min: 'minimize', max: 'maximize' };

/** readMetric reads what trials are compared by: one that Laten logs, in its better direction. W&B's goal is minimize when none is given. */
export function readMetric(value: unknown, issues: IssueList): SweepSpec['metric'] {
  if (value === undefined || value === null) return sweepDefaults.metric;
  if (!isMapping(value)) {
    issues.refuse(['metric'], `${show(value)} is refused. Give a mapping with name and goal.`);
    return sweepDefaults.metric;
  }
  refuseTarget(value, issues);
  const { name, goal = 'minimize' } = value;
  const definition = isLogged(name) ? findMetricDefinition(name) : null;
  if (!definition) {
    const names = metricDefinitions.map((metric) => metric.name);
    const close = typeof name === 'string' ? suggest(name, names) : '';
    issues.refuse(['metric', 'name'], `No trial logs ${show(name)}${close}. Metrics: ${names.join(', ')}.`);
  }
  if (goal !== 'minimize' && goal !== 'maximize') {
    issues.refuse(['metric', 'goal'], `${show(goal)} is refused. Say minimize or maximize.`);
    return { name: String(name), goal: 'minimize' };
  }
  if (definition && definition.goal !== 'none' && goals[goal] !== definition.goal) {
    const said = value.goal === undefined ? 'W&B takes minimize when no goal is given' : `goal is ${goal}`;
    const better = definition.goal === 'min' ? 'lower' : 'higher';
    issues.refuse(
      ['metric', 'goal'],
      `${said}, and a ${better} ${definition.name} is the better one. Say goal: ${words[definition.goal]}.`,
    );
  }
  return { name: String(name), goal };
}

/** A family has a name for each dimension, and is none itself. */
function isLogged(name: unknown): name is string {
  if (typeof name !== 'string' || name.endsWith('*')) return false;
  const definition = findMetricDefinition(name);
  return !definition?.name.endsWith('/*') || /\/(0|[1-9]\d*)$/.test(name);
}

function refuseTarget(value: Mapping, issues: IssueList): void {
  if ('target' in value) {
    const advice =
      'A sweep ends with its last trial: leave it out, and cancel the sweep when it is good enough.';
    issues.refuse(['metric', 'target'], `target is not supported. ${advice}`);
  }
  for (const key of ['impute', 'impute_while_running']) {
    if (key in value) issues.notice(['metric', key], `${key} has no effect: it is for bayes.`);
  }
  const known = ['name', 'goal', 'target', 'impute', 'impute_while_running'];
  issues.refuseUnknownKeys(['metric'], value, { what: 'known here', known });
}
