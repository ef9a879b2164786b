'use client';

import { Button, NativeSelect } from '@mantine/core';
import { memo, type ReactNode, useMemo, useState } from 'react';
import { formatBytes, formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import type { RunArtifact } from '../prepare-run.ts';
import { Section } from '../Section.tsx';
import { ArtifactsTable } from './ArtifactsTable.tsx';
import classes from './artifacts.module.css';
import { type ArtifactGroup, countKinds, groupArtifacts, sumSizes } from './prepare-artifacts.ts';

/** So many epochs at first; a few more than these are shown at once, too. */
const FIRST_GROUPS = 12;
const FEW_GROUPS = 8;
const FIRST_FILES = 60;

/** ArtifactsSection lists the stored files of a run by epoch, or those of one kind, each with its download. */
export const ArtifactsSection = memo(function ArtifactsSection({
  artifacts,
}: {
  artifacts: readonly RunArtifact[];
}): ReactNode {
  const [kind, setKind] = useState('');
  const kinds = useMemo(() => countKinds(artifacts), [artifacts]);
  const chosen = useMemo(
    () => (kind === '' ? artifacts : artifacts.filter((artifact) => artifact.kind === kind)),
    [artifacts, kind],
  );
  if (artifacts.length === 0) {
    return (
      <Section id="artifacts">
        <p className={classes.nothing}>{t('artifacts.none')}</p>
      </Section>
    );
  }
  return (
    <Section
      id="artifacts"
      aside={
        <>
          <span>{writeTotal(chosen)}</span>
          <NativeSelect
            size="xs"
            aria-label={t('artifacts.kinds')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value)}
            data={[
              { value: '', label: t('artifacts.kinds.all') },
              ...kinds.map((one) => ({ value: one.kind, label: `${one.kind} (${formatCount(one.count)})` })),
            ]}
          />
        </>
      }
    >
      {kind === '' ? <Groups artifacts={artifacts} /> : <OneKind key={kind} artifacts={chosen} />}
    </Section>
  );
});

function writeTotal(artifacts: readonly RunArtifact[]): string {
  const size = formatBytes(sumSizes(artifacts));
  return artifacts.length === 1
    ? t('artifacts.count.one', { size })
    : t('artifacts.count.other', { count: formatCount(artifacts.length), size });
}

/** The files of the run and of its newest epoch stand open, until a person decides; the others are a click away. */
function Groups({ artifacts }: { artifacts: readonly RunArtifact[] }): ReactNode {
  const [shown, setShown] = useState(FIRST_GROUPS);
  const groups = useMemo(() => groupArtifacts(artifacts), [artifacts]);
  const newestEpoch = groups.find(({ epoch }) => epoch !== null)?.epoch;
  const most = groups.length <= shown + FEW_GROUPS ? groups.length : shown;
  const hidden = groups.length - most;
  return (
    <>
      {groups.slice(0, most).map((group) => (
        <Group
          key={group.epoch}
          group={group}
          opensByItself={group.epoch === null || group.epoch === newestEpoch}
        />
      ))}
      {hidden > 0 ? (
        <MoreButton
          label={t('artifacts.more', { count: formatCount(hidden) })}
          onClick={() => setShown(groups.length)}
        />
      ) : null}
    </>
  );
}

function Group({ group, opensByItself }: { group: ArtifactGroup; opensByItself: boolean }): ReactNode {
  const [decided, setDecided] = useState<boolean | null>(null);
  const open = decided ?? opensByItself;
  const { epoch, artifacts } = group;
  const title =
    epoch === null ? t('artifacts.wholeRun') : t('artifacts.ofEpoch', { epoch: formatCount(epoch) });
  return (
    <details
      className={classes.group}
      open={open}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== open) setDecided(currentTarget.open);
      }}
    >
      <summary>
        <strong>{title}</strong> <span>{writeTotal(artifacts)}</span>
      </summary>
      {open ? <ArtifactsTable artifacts={artifacts} label={title} /> : null}
    </details>
  );
}

function OneKind({ artifacts }: { artifacts: readonly RunArtifact[] }): ReactNode {
  const [shown, setShown] = useState(FIRST_FILES);
  const sorted = groupArtifacts(artifacts).flatMap((group) => group.artifacts);
  const hidden = sorted.length - shown;
  return (
    <>
      <ArtifactsTable artifacts={sorted.slice(0, shown)} label={t('section.artifacts')} withEpoch />
      {hidden > 0 ? (
        <MoreButton
          label={t('artifacts.moreFiles', { count: formatCount(hidden) })}
          onClick={() => setShown(sorted.length)}
        />
      ) : null}
    </>
  );
}

function MoreButton({ label, onClick }: { label: string; onClick: () => void }): ReactNode {
  return (
    <Button variant="default" size="compact-sm" mt="sm" onClick={onClick}>
      {label}
    </Button>
  );
}
