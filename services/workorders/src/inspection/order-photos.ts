import { type InspectionRecord, InvalidValue, type WorkOrder } from "@phm/domain";
import { type Logger, ServiceError } from "@phm/service-kit";
import type { AttachmentStore } from "../orders/attachment-store.js";
import type { OrderDesk } from "../orders/order-desk.js";
import type { PhotoStore } from "./photo-store.js";

export interface OrderPhotosOptions {
  readonly photos: PhotoStore;
  readonly attachments: AttachmentStore;
  readonly desk: OrderDesk;
  readonly logger: Logger;
}

/** Puts the photos of a failed item on its work order. The same photo again is known by its hash. */
export class OrderPhotos {
  constructor(private readonly options: OrderPhotosOptions) {}

  /** @returns the photos that are still to come */
  async attach(order: WorkOrder, record: InspectionRecord): Promise<readonly string[]> {
    const missing = await this.options.photos.missing(order.ref.organisation, record.photos);
    for (const sha256 of record.photos) if (!missing.includes(sha256)) await this.#attachOne(order, record, sha256);
    return missing;
  }

  async #attachOne(order: WorkOrder, { point, round, actor, role }: InspectionRecord, sha256: string): Promise<void> {
    if (order.work?.attachments.some((each) => each.sha256 === sha256)) return;
    const { photos, attachments, desk, logger } = this.options;
    const { organisation } = order.ref;
    const { content, contentType } = await photos.get(organisation, sha256);
    const name = `${point} ${round}.${contentType.split("/")[1]}`;
    await attachments.put(order, { content, sha256 });
    const command = { kind: "attach", file: { name, contentType, bytes: content.byteLength, sha256 } } as const;
    try {
      await desk.change({ organisation, id: order.id, actor, role, expectedVersion: 0, command });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      logger.warn({ err: error, order: order.id }, "a photo could not be attached to its order; it stays with the inspection");
    }
  }
}

/** What no repetition mends, such as an order with all the files that it may have. */
function isRefusal(error: unknown): boolean {
  return error instanceof InvalidValue || (error instanceof ServiceError && !error.retryable);
}
