const vm = require("node:vm");
const { TestEnvironment } = require("jest-environment-node");

/** Native code that checks `instanceof Float32Array` needs the process's own; jest gives each test file its own globals. */
const TYPED_ARRAYS = [
  "Float32Array",
  "Float64Array",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "Uint8Array",
  "Uint16Array",
  "Uint32Array",
  "BigInt64Array",
  "BigUint64Array",
  "ArrayBuffer",
];

/**
 * jest makes the globals of a test file from a proxy, so that every `Math` and `Number` in it is looked up through a trap: signal
 * processing ran five times slower than it is. A context of its own kind (Node 20.18 and later) has ordinary globals.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
    for (const name of TYPED_ARRAYS) this.global[name] = globalThis[name];
  }
};
