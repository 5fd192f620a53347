import { CustomerService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getCustomer } from "../rpc/get-customer.js";
import { linkCustomer } from "../rpc/link-customer.js";
import { listCustomerEquipment } from "../rpc/list-customer-equipment.js";
import { listCustomers } from "../rpc/list-customers.js";
import { listEquipmentCustomers } from "../rpc/list-equipment-customers.js";
import { putCustomer } from "../rpc/put-customer.js";
import { removeCustomer } from "../rpc/remove-customer.js";
import { unlinkCustomer } from "../rpc/unlink-customer.js";

export function customerService({ customers }: Pick<WorkordersContext, "customers">): GrpcService {
  return defineService(CustomerService, {
    putCustomer: putCustomer(customers),
    getCustomer: getCustomer(customers),
    listCustomers: listCustomers(customers),
    removeCustomer: removeCustomer(customers),
    linkCustomer: linkCustomer(customers),
    unlinkCustomer: unlinkCustomer(customers),
    listCustomerEquipment: listCustomerEquipment(customers),
    listEquipmentCustomers: listEquipmentCustomers(customers),
  });
}
