import { describe, expect, it } from 'vitest';
import { latencyFigures, percentile } from '../../../../shared/probe/latency-figures.ts';

describe('percentile', () => {
  it('is the nearest rank', () => {
    const samples = Array.from({ length: 20 }, (_, index) => 20 - index);
    expect(percentile(samples, 0.95)).toBe(19);
    expect(percentile(samples, 0.5)).toBe(10);
    expect(percentile(samples, 1)).toBe(20);
    expect(percentile(samples, 0)).toBe(1);
    expect(percentile([], 0.5)).toBe(0);
  });
});

describe('the figures of a measurement', () => {
  it('count what was lost, and are about the others', () => {
    expect(latencyFigures([4, null, 1, 3, 2])).toEqual({
      samples: 5,
      lost: 1,
      minMs: 1,
      medianMs: 2,
      p95Ms: 4,
      maxMs: 4,
    });
  });

  it('are those of the only sample', () => {
    expect(latencyFigures([0.4])).toMatchObject({
      lost: 0,
      minMs: 0.4,
      medianMs: 0.4,
      p95Ms: 0.4,
      maxMs: 0.4,
    });
  });

  it('do not exist when nothing came back', () => {
    expect(latencyFigures([null, null])).toBeNull();
    expect(latencyFigures([])).toBeNull();
  });
});
