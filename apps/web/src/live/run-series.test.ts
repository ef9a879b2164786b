import type { ChartSeries, NewerAnswer } from '@laten/db/rows';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRunSeries, type RunSeriesPorts, type StepRange } from './run-series.ts';

/** A server with one run: what was logged, at which revision. */
function createServer() {
  const logged: { name: string; step: number; value: number; revision: number }[] = [];
  const run = { attempt: 1, revision: 0 };
  const log = (name: string, ...pairs: (readonly [number, number])[]) => {
    run.revision += 1;
    for (const [step, value] of pairs) logged.push({ name, step, value, revision: run.revision });
  };
  const ports = {
    readMany: vi.fn(async ({ names, fromStep = 0, toStep = 1e9 }): Promise<ChartSeries[]> => {
      return names.flatMap((name: string) => {
        const points = logged.filter((point) => point.name === name);
        if (points.length === 0) return [];
        const inside = points.filter(({ step }) => step >= fromStep && step <= toStep);
        return {
          name,
          steps: inside.map((point) => point.step),
          values: inside.map((point) => point.value),
          exact: true,
          stepsPerPixel: 1,
          pixels: null,
          nonFinite: { count: 0, firstStep: null },
          revision: run.revision,
        };
      });
    }),
    readNewer: vi.fn(async (asked): Promise<NewerAnswer> => {
      const series = asked.flatMap(({ name, afterRevision }: { name: string; afterRevision: number }) => {
        const newer = logged.filter((point) => point.name === name && point.revision > afterRevision);
        if (newer.length === 0) return [];
        return { name, steps: newer.map((point) => point.step), values: newer.map((point) => point.value) };
      });
      return { ...run, reload: false, series };
    }),
  } satisfies RunSeriesPorts;
  return { run, log, ports, forget: () => logged.splice(0) };
}

const settle = () => vi.advanceTimersByTimeAsync(250);

async function openSeries(
  server: ReturnType<typeof createServer>,
  { names = ['loss'], range = {} as StepRange } = {},
) {
  const series = createRunSeries({ ports: server.ports, widthPx: 100, range });
  series.show(names, { ...server.run });
  await settle();
  return series;
}
const linesOf = (series: { state(): { series: readonly ChartSeries[] } }) =>
  Object.fromEntries(series.state().series.map(({ name, steps }) => [name, steps]));

describe('createRunSeries', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('reads history once, and then only what is newer', async () => {
    const server = createServer();
    server.log('loss', [1, 5], [2, 4]);
    const series = await openSeries(server);
    expect(series.state()).toMatchObject({ status: 'ready', error: null });
    for (let step = 3; step <= 40; step += 1) {
      server.log('loss', [step, 1]);
      series.notice(server.run.revision);
      await settle();
    }
    expect(linesOf(series).loss).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(server.ports.readMany).toHaveBeenCalledTimes(1);
    expect(server.ports.readNewer).toHaveBeenLastCalledWith([
      { name: 'loss', afterRevision: server.run.revision - 1 },
    ]);
  });

  it('asks nothing when it has what it hears of', async () => {
    const server = createServer();
    server.log('loss', [1, 5]);
    const series = await openSeries(server);
    series.notice(server.run.revision);
    await settle();
    expect(server.ports.readNewer).not.toHaveBeenCalled();
    const before = series.state();
    series.catchUp();
    await settle();
    expect(server.ports.readNewer).toHaveBeenCalledTimes(1);
    expect(series.state()).toBe(before);
  });

  it('asks at most four times a second, one question at a time, however much is logged', async () => {
    const server = createServer();
    server.log('loss', [1, 5]);
    const series = await openSeries(server);
    const onChange = vi.fn();
    series.onChange(onChange);
    for (let step = 2; step <= 101; step += 1) {
      server.log('loss', [step, 1]);
      series.notice(server.run.revision);
      await vi.advanceTimersByTimeAsync(10);
    }
    await settle();
    expect(server.ports.readNewer.mock.calls.length).toBeLessThanOrEqual(6);
    expect(onChange.mock.calls.length).toBeLessThanOrEqual(6);
    expect(linesOf(series).loss).toHaveLength(101);
  });

  it('shows a series from its first point, and reads of a name that is added that one only', async () => {
    const server = createServer();
    server.log('loss', [1, 5]);
    const series = await openSeries(server, { names: ['loss', 'val_nelbo'] });
    expect(linesOf(series)).toEqual({ loss: [1] });
    server.log('val_nelbo', [8, 270]);
    server.log('kl_loss', [8, 3]);
    series.notice(server.run.revision);
    await settle();
    expect(linesOf(series)).toEqual({ loss: [1], val_nelbo: [8] });
    series.show(['loss', 'kl_loss'], server.run);
    await settle();
    expect(linesOf(series)).toEqual({ loss: [1], kl_loss: [8] });
    expect(server.ports.readMany.mock.calls.map(([{ names }]) => names)).toEqual([
      ['loss', 'val_nelbo'],
      ['kl_loss'],
    ]);
  });

  it.each([
    ['a new attempt, which deleted points', { attempt: 2 }],
    ['more than is worth sending', { reload: true }],
  ])('reads anew after %s, and shows the old line until then', async (_, change) => {
    const server = createServer();
    server.log('loss', [1, 5], [2, 4], [3, 3]);
    const series = await openSeries(server);
    server.forget();
    server.log('loss', [1, 5], [2, 9]);
    Object.assign(server.run, 'attempt' in change ? change : {});
    server.ports.readNewer.mockResolvedValueOnce({ ...server.run, reload: false, series: [], ...change });
    series.notice(server.run.revision);
    await vi.advanceTimersByTimeAsync(0);
    expect(linesOf(series).loss).toEqual([1, 2, 3]);
    await settle();
    expect(linesOf(series).loss).toEqual([1, 2]);
    expect(server.ports.readMany).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.ports.readMany).toHaveBeenCalledTimes(2);
  });

  it('keeps what it shows when the server fails, says so, and goes on with the next event', async () => {
    const server = createServer();
    server.log('loss', [1, 5]);
    const series = await openSeries(server);
    const error = new Error('away');
    server.ports.readNewer.mockRejectedValueOnce(error);
    server.log('loss', [2, 4]);
    series.notice(server.run.revision);
    await settle();
    expect(series.state()).toMatchObject({ status: 'ready', error });
    expect(linesOf(series).loss).toEqual([1]);
    series.catchUp();
    await settle();
    expect(series.state()).toMatchObject({ status: 'ready', error: null });
    expect(linesOf(series).loss).toEqual([1, 2]);
  });

  it('is an error when nothing could be read, until it is tried again', async () => {
    const server = createServer();
    server.log('loss', [1, 5]);
    server.ports.readMany.mockRejectedValueOnce(new Error('away'));
    const series = await openSeries(server);
    expect(series.state()).toMatchObject({ status: 'error', series: [] });
    series.catchUp();
    await settle();
    expect(series.state()).toMatchObject({ status: 'ready', error: null });
    expect(linesOf(series).loss).toEqual([1]);
  });

  it('keeps a part of a run fresh while the run is in it, and asks nothing more once the run is beyond', async () => {
    const server = createServer();
    server.log('loss', [1, 5], [2, 4], [3, 3]);
    const series = await openSeries(server, { range: { fromStep: 2, toStep: 5 } });
    for (let step = 4; step <= 20; step += 1) {
      server.log('loss', [step, 1]);
      series.notice(server.run.revision);
      await settle();
    }
    expect(linesOf(series).loss).toEqual([2, 3, 4, 5]);
    expect(server.ports.readNewer).toHaveBeenCalledTimes(3);
  });

  describe('of a run that is trained again from before a part of it that the run was beyond', () => {
    async function openPastPart() {
      const server = createServer();
      server.log('loss', [1, 5], [2, 4], [3, 3]);
      const series = await openSeries(server, { range: { fromStep: 2, toStep: 3 } });
      server.log('loss', [4, 2]);
      series.notice(server.run.revision);
      await settle();
      server.forget();
      server.run.attempt = 2;
      server.log('loss', [1, 5], [2, 4]);
      return { server, series };
    }
    const show = ({ server, series }: Awaited<ReturnType<typeof openPastPart>>) => {
      series.show(['loss'], { ...server.run });
      series.notice(server.run.revision);
    };

    it('forgets the points that are gone, and then keeps up', async () => {
      const opened = await openPastPart();
      const { server, series } = opened;
      show(opened);
      await settle();
      expect(linesOf(series).loss).toEqual([2]);
      show(opened);
      await settle();
      expect(server.ports.readMany).toHaveBeenCalledTimes(2);
      server.log('loss', [3, 9]);
      series.notice(server.run.revision);
      await settle();
      expect(linesOf(series).loss).toEqual([2, 3]);
    });

    it('forgets them also when the first try to read it anew fails', async () => {
      const opened = await openPastPart();
      opened.server.ports.readMany.mockRejectedValueOnce(new Error('away'));
      show(opened);
      await settle();
      expect(linesOf(opened.series).loss).toEqual([2, 3]);
      opened.series.catchUp();
      await settle();
      expect(linesOf(opened.series).loss).toEqual([2]);
    });

    it('forgets them also when the attempt begins while the old points are on their way', async () => {
      const server = createServer();
      server.log('loss', [1, 5], [2, 4]);
      const { promise, resolve } = Promise.withResolvers<ChartSeries[]>();
      const old = await server.ports.readMany({ names: ['loss'] });
      server.ports.readMany.mockReturnValueOnce(promise);
      const series = await openSeries(server);
      server.forget();
      server.run.attempt = 2;
      server.log('loss', [1, 5]);
      series.show(['loss'], { ...server.run });
      resolve(old);
      await settle();
      await settle();
      expect(linesOf(series).loss).toEqual([1]);
    });

    it('asks nothing when no series of it is wanted', async () => {
      const server = createServer();
      const series = await openSeries(server, { names: [] });
      series.show([], { ...server.run, attempt: 2 });
      await vi.advanceTimersByTimeAsync(5_000);
      expect(server.ports.readMany).not.toHaveBeenCalled();
      expect(server.ports.readNewer).not.toHaveBeenCalled();
    });
  });
});
