import { useSettings } from "../shell/settings.js";
import { FiguresCard } from "./figures-card.js";
import { KnowledgeCard } from "./knowledge-card.js";
import { ModelsCard } from "./models-card.js";
import { StorageCard } from "./storage-card.js";

/** How the site does, and what the suite goes by there: models, what is known of faults, and the room for waveforms. */
export function SystemPage() {
  const { texts } = useSettings();
  return (
    <section className="asset">
      <h1>{texts.system.title}</h1>
      <FiguresCard />
      <div className="columns">
        <div>
          <ModelsCard />
          <StorageCard />
        </div>
        <div>
          <KnowledgeCard />
        </div>
      </div>
    </section>
  );
}
