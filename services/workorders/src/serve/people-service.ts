import { PeopleService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { erasePerson } from "../rpc/erase-person.js";
import { listPeople } from "../rpc/list-people.js";
import { putPerson } from "../rpc/put-person.js";

export function peopleService({ people }: Pick<WorkordersContext, "people">): GrpcService {
  return defineService(PeopleService, { putPerson: putPerson(people), listPeople: listPeople(people), erasePerson: erasePerson(people) });
}
