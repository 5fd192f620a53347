import { useSettings } from "../shell/settings.js";
import { AuditCard } from "./audit-card.js";
import { ContractCard } from "./contract-card.js";

/** What is shared with equipment makers, and who looked at what. */
export function SharingPage() {
  const { texts } = useSettings();
  return (
    <section className="asset">
      <h1>{texts.sharing.title}</h1>
      <ContractCard />
      <AuditCard />
    </section>
  );
}
