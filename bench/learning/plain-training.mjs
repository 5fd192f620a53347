// The survival net as TensorFlow.js as it comes trains it: automatic differentiation and its own Adam.
import * as tf from "@tensorflow/tfjs";

/** Layers of convolutions along time (by slices and products: the wasm backend has no gradient of its own convolution) and of dense ones. */
function plainLayers({ inputs, window = 1, convolutions = [], hidden, horizons }) {
  const layers = [];
  let [time, depth] = [window, inputs];
  const shapes = [...convolutions, ...[...hidden, horizons].map((filters) => ({ filters }))];
  shapes.forEach(({ kernel = time, stride = 1, filters }, i) => {
    const from = kernel * depth;
    layers.push({
      weights: tf.variable(tf.randomNormal([from, filters], 0, Math.sqrt(2 / from), "float32", i + 1)),
      bias: tf.variable(tf.fill([filters], i === shapes.length - 1 ? -1.5 : 0)),
      from,
      starts: Array.from({ length: 1 + Math.floor((time - kernel) / stride) }, (_, place) => place * stride * depth),
    });
    [time, depth] = [layers[i].starts.length, filters];
  });
  return layers;
}

/** What a layer looks at, a row for each of its places. */
function placesOf(below, { from, starts }) {
  if (starts.length === 1) return below;
  return tf.reshape(
    tf.concat(
      starts.map((start) => tf.slice(below, [0, start], [-1, from])),
      1,
    ),
    [-1, from],
  );
}

/** Trains `count` batches of the rows, one after the other, again and again. */
export function plainTraining({ x, reached, batchRows, learningRate, ...shape }) {
  const { inputs, window = 1, horizons } = shape;
  const width = inputs * window;
  const layers = plainLayers(shape);
  const adam = tf.train.adam(learningRate);
  const batches = Math.floor(reached.length / batchRows);
  const forward = (rows) =>
    layers.reduce((below, layer, i) => {
      const seen = tf.reshape(below, [batchRows, -1]);
      const sums = tf.add(tf.matMul(placesOf(seen, layer), layer.weights), layer.bias);
      return i < layers.length - 1 ? tf.relu(sums) : sums;
    }, rows);
  const lossOf = (rows, failed) => {
    const outputs = forward(rows);
    const steps = tf.softplus(tf.slice(outputs, [0, 1], [-1, horizons - 1]));
    const lnOdds = tf.cumsum(tf.concat([tf.slice(outputs, [0, 0], [-1, 1]), steps], 1), 1);
    return tf.mean(tf.sub(tf.softplus(lnOdds), tf.mul(failed, lnOdds)));
  };
  return (count) => {
    for (let i = 0; i < count; i++) {
      const from = (i % batches) * batchRows;
      const failed = new Float32Array(batchRows * horizons);
      for (let row = 0; row < batchRows; row++) failed.fill(1, row * horizons + reached[from + row], (row + 1) * horizons);
      tf.tidy(() => {
        const rows = tf.tensor2d(x.subarray(from * width, (from + batchRows) * width), [batchRows, width]);
        adam.minimize(() => lossOf(rows, tf.tensor2d(failed, [batchRows, horizons])));
      });
    }
  };
}

/** Raw outputs of one row at a time, as a service without batches would ask for them. */
export function plainScoring({ inputs, hidden, horizons, x }) {
  const widths = [inputs, ...hidden, horizons];
  const layers = widths.slice(1).map((to, i) => ({ weights: tf.randomNormal([widths[i], to], 0, 0.1), bias: tf.zeros([to]) }));
  const rows = x.length / inputs;
  return (count) => {
    for (let i = 0; i < count; i++) {
      const at = (i % rows) * inputs;
      tf.tidy(() => {
        const row = tf.tensor2d(x.subarray(at, at + inputs), [1, inputs]);
        const outputs = layers.reduce((below, { weights: b, bias }, l) => {
          return tf.fused.matMul({ a: below, b, bias, activation: l < layers.length - 1 ? "relu" : "linear" });
        }, row);
        outputs.dataSync();
      });
    }
  };
}
