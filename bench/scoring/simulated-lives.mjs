/** Whole lives whose level rises over their last blocks, under a ripple: enough to fit every kind of model on. */
export function simulatedLives(count) {
  return Array.from({ length: count }, (_, life) => {
    const blocks = 200 + ((life * 53) % 150);
    const wearing = 20 + ((life * 17) % 30);
    const lnFailure = 1.2 + 0.1 * (life % 8);
    const moments = Array.from({ length: blocks }, (_unused, block) => {
      const remainingBlocks = blocks - block;
      const ripple = 0.05 * Math.sin(block * 1.7 + life);
      const lnRatio = Math.max(0, lnFailure * (1 - remainingBlocks / wearing) + ripple);
      return { remainingBlocks, onset: lnRatio > 0.5, indicators: { lnRatio, lnPeakRatio: lnRatio + 0.05, lnGrowth: lnRatio / 3 } };
    });
    return { id: `life-${life}`, moments };
  });
}
