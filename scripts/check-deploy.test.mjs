import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDeployFiles, listDeployFiles, VALIDATORS } from './check-deploy.mjs';
import { ROOT } from './lib/context.mjs';

const read = (file) => readFileSync(join(ROOT, 'deploy', file), 'utf8');

describe('the files of deploy/', () => {
  it('are all found, each with a validator', () => {
    const kinds = listDeployFiles().map(({ kind }) => kind);
    expect(kinds).toEqual(['slurm', 'systemd', 'kubernetes', 'docker']);
    expect(new Set(VALIDATORS.map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  it('pass every validator that is on this machine', () => {
    const verdicts = checkDeployFiles();
    expect(verdicts.filter(({ state }) => state === 'refused')).toEqual([]);
    expect(verdicts).toContainEqual(expect.objectContaining({ tool: 'bash', state: 'ok' }));
  });

  it('give a worker the time that it needs to hand its runs back', () => {
    const leastSeconds = 15;
    const seconds = (file, pattern) => Number(pattern.exec(read(file))?.[1]);
    expect(seconds('systemd/laten-worker.service', /^TimeoutStopSec=(\d+)$/m)).toBeGreaterThanOrEqual(
      leastSeconds,
    );
    expect(
      seconds('kubernetes/laten-worker.yaml', /terminationGracePeriodSeconds: (\d+)$/m),
    ).toBeGreaterThanOrEqual(leastSeconds);
    expect(seconds('slurm/laten-worker.sbatch', /^#SBATCH --signal=B:TERM@(\d+)$/m)).toBeGreaterThanOrEqual(
      leastSeconds,
    );
  });

  it('name the same user in the image and in the pod', () => {
    const [, user] = /^USER (\d+):\d+$/m.exec(read('docker/Dockerfile'));
    expect(read('kubernetes/laten-worker.yaml')).toContain(`runAsUser: ${user}\n`);
  });
});

describe('checkDeployFiles', () => {
  let folder;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'laten-check-deploy-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows what a tool refuses', () => {
    const file = join(folder, 'broken.sbatch');
    writeFileSync(file, '#!/usr/bin/env bash\nif true; then\n');
    const [verdict] = checkDeployFiles({ files: [{ kind: 'slurm', file }] });
    expect(verdict).toMatchObject({
      tool: 'bash',
      state: 'refused',
      output: expect.stringContaining('line'),
    });
  });

  it('says which tools are not there', () => {
    const files = [{ kind: 'docker', file: join(folder, 'none') }];
    const verdicts = checkDeployFiles({ files, env: { PATH: folder } });
    expect(verdicts.map(({ state }) => state)).not.toContain('ok');
  });
});
