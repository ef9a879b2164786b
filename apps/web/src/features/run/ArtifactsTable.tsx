'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatBytes, formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { artifactAddress, type RunArtifact, sortArtifacts } from './prepare-run.ts';
import classes from './run.module.css';
import { Section } from './Section.tsx';

const FIRST_SHOWN = 14;
const CHECKSUM_CHARACTERS = 12;

/** ArtifactsTable lists the stored files of a run, each with its download. */
export function ArtifactsTable({ artifacts }: { artifacts: readonly RunArtifact[] }): ReactNode {
  const [showAll, setShowAll] = useState(false);
  const sorted = sortArtifacts(artifacts);
  const shown = showAll ? sorted : sorted.slice(0, FIRST_SHOWN);
  const log = artifacts.find((artifact) => artifact.kind === 'log');
  return (
    <Section
      title={t('run.section.artifacts')}
      aside={
        <span className={classes.aside}>
          {describeTotal(artifacts)}
          {log ? <a href={artifactAddress(log)}>{t('artifacts.log')}</a> : null}
        </span>
      }
    >
      {artifacts.length === 0 ? (
        <p className={classes.nothing}>{t('artifacts.none')}</p>
      ) : (
        <Rows artifacts={shown} />
      )}
      {shown.length < sorted.length ? (
        <Button variant="default" size="compact-sm" mt="sm" onClick={() => setShowAll(true)}>
          {t('artifacts.showAll', { count: formatCount(sorted.length) })}
        </Button>
      ) : null}
    </Section>
  );
}

function describeTotal(artifacts: readonly RunArtifact[]): string {
  const sizeBytes = artifacts.reduce((sum, artifact) => sum + artifact.sizeBytes, 0);
  return t('artifacts.count', { count: formatCount(artifacts.length), size: formatBytes(sizeBytes) });
}

function Rows({ artifacts }: { artifacts: readonly RunArtifact[] }): ReactNode {
  return (
    <div className={classes.artifactsFrame}>
      <table className={classes.artifacts}>
        <thead>
          <tr>
            <th>{t('artifacts.name')}</th>
            <th data-wide>{t('artifacts.kind')}</th>
            <th data-number>{t('artifacts.size')}</th>
            <th data-number>{t('artifacts.epoch')}</th>
            <th data-number data-wide>
              {t('artifacts.step')}
            </th>
            <th data-wide>{t('artifacts.checksum')}</th>
          </tr>
        </thead>
        <tbody>
          {artifacts.map((artifact) => (
            <tr key={artifact.id}>
              <td>
                <a
                  href={artifactAddress(artifact)}
                  download
                  aria-label={t('artifacts.download', { name: artifact.name })}
                >
                  {artifact.name}
                </a>
              </td>
              <td data-wide>{artifact.kind}</td>
              <td data-number>{formatBytes(artifact.sizeBytes)}</td>
              <td data-number>{formatCount(artifact.epoch)}</td>
              <td data-number data-wide>
                {formatCount(artifact.step)}
              </td>
              <td data-wide>
                <code title={artifact.sha256}>{artifact.sha256.slice(0, CHECKSUM_CHARACTERS)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
