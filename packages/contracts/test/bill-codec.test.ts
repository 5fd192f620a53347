import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "@jest/globals";
import { BillSchema, billFromWire, billToWire, CustomerSchema, customerFromWire, customerToWire } from "@phm/contracts";
import { assetRef, type BillItem, type BillOfMaterials, type Customer, organisationId } from "@phm/domain";
import fc from "fast-check";

const word = fc.stringMatching(/^[a-zA-Z]{1,20}$/);
const quantity = fc.double({ min: 0.001, max: 1e6, noNaN: true });
/** Each line is part of one before it, or of the machine: no assembly is within itself. */
const bill: fc.Arbitrary<BillOfMaterials> = fc
  .array(fc.record({ quantity, name: word, part: fc.option(word), component: fc.option(word), above: fc.option(fc.nat(5)) }), {
    maxLength: 6,
  })
  .map((lines) => ({
    ref: assetRef("acme", "north", "pump"),
    items: lines.map(
      ({ quantity, name, part, component, above }, i): BillItem => ({
        ...{ position: String(i), quantity, name },
        ...(part === null ? {} : { part }),
        ...(component === null ? {} : { component }),
        ...(above === null || above >= i ? {} : { assembly: String(above) }),
      }),
    ),
  }));
const customer: fc.Arbitrary<Customer> = fc.record({
  ...{ organisation: fc.constant(organisationId("acme")), id: word, name: word, address: word },
  contacts: fc.array(fc.record({ name: word, role: word, email: word.map((name) => `${name}@mill.example`), phone: word }), {
    maxLength: 3,
  }),
});

test("a bill of materials comes back from bytes as it was", () => {
  const back = (each: BillOfMaterials) => billFromWire(fromBinary(BillSchema, toBinary(BillSchema, billToWire(each))));
  fc.assert(fc.property(bill, (each) => expect(back(each)).toEqual(each)));
});

test("a customer comes back from bytes as it was", () => {
  const back = (each: Customer) => customerFromWire(fromBinary(CustomerSchema, toBinary(CustomerSchema, customerToWire(each))));
  fc.assert(fc.property(customer, (each) => expect(back(each)).toEqual(each)));
});
