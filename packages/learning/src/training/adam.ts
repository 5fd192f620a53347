const { sqrt } = Math;

/** What Adam remembers between steps. */
export interface AdamMemory {
  steps: number;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const EPSILON = 1e-8;

export function adamMemory(parameters: number): AdamMemory {
  return { steps: 0, mean: new Float32Array(parameters), square: new Float32Array(parameters) };
}

/** One step of Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019); changes parameters and memory. */
export function adamStep(parameters: Float32Array, gradient: Float32Array, memory: AdamMemory, rate: number, decay: number): void {
  memory.steps += 1;
  const { mean, square } = memory;
  const meanScale = 1 / (1 - MEAN_DECAY ** memory.steps);
  const squareScale = 1 / (1 - SQUARE_DECAY ** memory.steps);
  for (let i = 0; i < parameters.length; i++) {
    const slope = gradient[i] as number;
    const m = MEAN_DECAY * (mean[i] as number) + (1 - MEAN_DECAY) * slope;
    const s = SQUARE_DECAY * (square[i] as number) + (1 - SQUARE_DECAY) * slope * slope;
    mean[i] = m;
    square[i] = s;
    const value = parameters[i] as number;
    parameters[i] = value - rate * ((m * meanScale) / (sqrt(s * squareScale) + EPSILON) + decay * value);
  }
}
