// Loads native TensorFlow in this process, multiplies two matrices and prints what it found as one line of JSON.
// Run from set-up on the pinned Node, with the folder of @tensorflow/tfjs-node as its argument.
const util = require('node:util');

// tfjs-node 4.22 calls two helpers that Node 23 removed.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
const tf = require(process.argv[2]);
const product = tf.tidy(() =>
  tf
    .tensor2d([1, 2, 3, 4], [2, 2])
    .matMul(tf.tensor2d([5, 6, 7, 8], [2, 2]))
    .dataSync(),
);
const correct = [19, 22, 43, 50].every((value, index) => product[index] === value);

if (tf.getBackend() !== 'tensorflow' || !correct) {
  console.error(
    `backend ${tf.getBackend()}, product ${Array.from(product)}; expected tensorflow, 19,22,43,50`,
  );
  process.exitCode = 1;
} else {
  console.log(JSON.stringify({ tensorflow: tf.backend().binding.TF_Version, tfjs: tf.version.tfjs }));
}
