'use client';

import { CopyButton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatBytes, formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { artifactAddress, type RunArtifact } from '../prepare-run.ts';
import classes from './artifacts.module.css';

const CHECKSUM_CHARACTERS = 12;

/** ArtifactsTable lists files: name to download, kind, size, step, checksum to copy. */
export function ArtifactsTable({
  artifacts,
  label,
  withEpoch = false,
}: {
  artifacts: readonly RunArtifact[];
  label: string;
  /** Whether a column says which epoch a file is of. (Default: false.) */
  withEpoch?: boolean;
}): ReactNode {
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('artifacts.name')}</th>
          <th scope="col">{t('artifacts.kind')}</th>
          <th scope="col" data-number>
            {t('artifacts.size')}
          </th>
          {withEpoch ? (
            <th scope="col" data-number>
              {t('artifacts.epoch')}
            </th>
          ) : null}
          <th scope="col" data-number>
            {t('artifacts.step')}
          </th>
          <th scope="col">{t('artifacts.checksum')}</th>
        </tr>
      </thead>
      <tbody>
        {artifacts.map((artifact) => (
          <Row key={artifact.id} artifact={artifact} withEpoch={withEpoch} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ artifact, withEpoch }: { artifact: RunArtifact; withEpoch: boolean }): ReactNode {
  const { name, kind, sizeBytes, epoch, step, sha256 } = artifact;
  return (
    <tr>
      <td>
        <a href={artifactAddress(artifact)} download aria-label={t('artifacts.download', { name })}>
          {name}
        </a>
      </td>
      <td data-label={t('artifacts.kind')}>{kind}</td>
      <td data-number data-label={t('artifacts.size')}>
        {formatBytes(sizeBytes)}
      </td>
      {withEpoch ? (
        <td data-number data-label={t('artifacts.epoch')}>
          {formatCount(epoch)}
        </td>
      ) : null}
      <td data-number data-label={t('artifacts.step')}>
        {formatCount(step)}
      </td>
      <td data-label={t('artifacts.checksum')}>
        <Checksum sha256={sha256} name={name} />
      </td>
    </tr>
  );
}

function Checksum({ sha256, name }: { sha256: string; name: string }): ReactNode {
  return (
    <CopyButton value={sha256}>
      {({ copied, copy }) => (
        <UnstyledButton className={classes.checksum} title={sha256} onClick={copy}>
          <VisuallyHidden>{t('artifacts.checksum.copy', { name })} </VisuallyHidden>
          {copied ? t('copy.done') : sha256.slice(0, CHECKSUM_CHARACTERS)}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
