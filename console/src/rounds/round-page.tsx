import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Card, Progress, Result, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { useParams } from "react-router";
import { PersonForm } from "../shell/person-form.js";
import { useSettings } from "../shell/settings.js";
import { OutboxBar } from "./outbox-bar.js";
import { PointForm } from "./point-form.js";
import { PointList } from "./point-list.js";
import type { StoredEntry, StoredPhoto, TakenRound } from "./round-types.js";
import { roundDatabase, useOutbox } from "./use-outbox.js";

const ScanDialog = lazy(async () => ({ default: (await import("./scan-dialog.js")).ScanDialog }));

/** A round that was taken along, and what has been noted on it on this device. */
interface Walk {
  readonly round: TakenRound;
  readonly noted: ReadonlyMap<string, StoredEntry>;
}

export function RoundPage() {
  const { id = "" } = useParams();
  const { texts } = useSettings();
  const walk = useQuery({ queryKey: ["rounds", "walk", id], queryFn: () => walkOf(id) });
  if (walk.data === undefined) return <Skeleton active />;
  if (walk.data === null) return <Result status="404" title={texts.state.notFound} />;
  return <Walking key={id} walk={walk.data} />;
}

async function walkOf(id: string): Promise<Walk | null> {
  const database = await roundDatabase;
  const round = await database.round(id);
  if (!round) return null;
  const entries = await database.entriesOf(id);
  const noted = new Map(entries.sort((a, b) => (a.entry.taken < b.entry.taken ? -1 : 1)).map((each) => [each.entry.point, each]));
  return { round, noted };
}

function Walking({ walk: { round, noted } }: { readonly walk: Walk }) {
  const { texts, language, person, role } = useSettings();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const outbox = useOutbox();
  const isOpen = (point: string) => !noted.has(point) && round.items.find((item) => item.point === point)?.state === "open";
  const [here, setHere] = useState(() => round.standards.find(({ code }) => isOpen(code))?.code);
  const [isScanning, setScanning] = useState(false);
  const standard = round.standards.find(({ code }) => code === here);
  const doneCount = round.standards.filter(({ code }) => !isOpen(code)).length;

  const note = async (said: Pick<StoredEntry["entry"], "answer" | "note">, grade: StoredEntry["grade"], photos: readonly StoredPhoto[]) => {
    if (!standard) return;
    const entry = {
      ...{ id: crypto.randomUUID(), round: round.id, point: standard.code, standardVersion: standard.version, ...said },
      ...{ photos: photos.map(({ sha256 }) => sha256), actor: person, role, taken: new Date().toISOString() },
    };
    try {
      await (await roundDatabase).note({ site: round.site, entry, grade, state: "waiting" }, photos);
    } catch {
      message.error(texts.rounds.full);
      return;
    }
    const next = round.standards.find(({ code }) => code !== standard.code && isOpen(code));
    setHere(next?.code);
    await queries.invalidateQueries({ queryKey: ["rounds", "walk", round.id] });
    void outbox.flush();
  };

  return (
    <section className="rounds">
      <h1>{language === "zh" ? round.routeNameZh : round.routeNameEn}</h1>
      <Progress
        aria-label={texts.rounds.title}
        strokeColor="#0f766e"
        status="normal"
        percent={Math.round((100 * doneCount) / Math.max(1, round.standards.length))}
        format={() => `${doneCount}/${round.standards.length}`}
      />
      <OutboxBar outbox={outbox} />
      {person === "" && (
        <Card size="small" title={texts.rounds.whoFirst}>
          <PersonForm />
        </Card>
      )}
      {person !== "" && standard && <PointForm key={standard.code} standard={standard} onNoted={note} />}
      {person !== "" && !standard && <Alert type="success" showIcon title={texts.rounds.done} />}
      <Button block size="large" onClick={() => setScanning(true)}>
        {texts.rounds.scan}
      </Button>
      <PointList round={round} noted={noted} here={here} onChoose={setHere} />
      {isScanning && (
        <Suspense fallback={null}>
          <ScanDialog standards={round.standards} onFound={setHere} onClose={() => setScanning(false)} />
        </Suspense>
      )}
    </section>
  );
}
