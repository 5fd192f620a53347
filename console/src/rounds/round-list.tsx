import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Card, Empty, Tag } from "antd";
import { useNavigate } from "react-router";
import { ApiError } from "../api/api-error.js";
import { useSettings } from "../shell/settings.js";
import { SignIn } from "../shell/sign-in.js";
import { whenIn } from "../shell/when.js";
import { OutboxBar } from "./outbox-bar.js";
import { roundToTake, walkableRounds } from "./round-api.js";
import type { Round } from "./round-types.js";
import { roundDatabase, useOutbox } from "./use-outbox.js";

const STATE_COLOURS: Readonly<Partial<Record<Round["state"], string>>> = { late: "red", in_progress: "blue" };

/** Rounds that can be walked: those on this device, and those that the suite has where it can be reached. */
export function RoundList() {
  const { texts, site } = useSettings();
  const outbox = useOutbox();
  const taken = useQuery({ queryKey: ["rounds", "taken"], queryFn: async () => (await roundDatabase).rounds() });
  const listed = useQuery({ queryKey: ["rounds", "listed", site], queryFn: () => walkableRounds(site) });
  if (listed.error instanceof ApiError && listed.error.status === 401) return <SignIn />;
  const onDevice = new Map((taken.data ?? []).map((round) => [round.id, round]));
  const rounds = listed.data ?? [...onDevice.values()];
  return (
    <section className="rounds">
      <h1>{texts.rounds.title}</h1>
      <OutboxBar outbox={outbox} />
      {rounds.length === 0 && !listed.isPending && <Empty description={texts.rounds.none} />}
      {rounds.map((round) => (
        <RoundCard key={round.id} round={round} isTaken={onDevice.has(round.id)} />
      ))}
    </section>
  );
}

function RoundCard({ round, isTaken }: { readonly round: Round; readonly isTaken: boolean }) {
  const { texts, language, site } = useSettings();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const open = async () => {
    try {
      if (!isTaken) await (await roundDatabase).takeAlong(await roundToTake(site, round.id));
      await queries.invalidateQueries({ queryKey: ["rounds", "taken"] });
      void navigate(`/rounds/${encodeURIComponent(round.id)}`);
    } catch (error) {
      message.error((error as Error).message);
    }
  };
  return (
    <Card
      size="small"
      title={language === "zh" ? round.routeNameZh : round.routeNameEn}
      extra={<Tag color={STATE_COLOURS[round.state] ?? "default"}>{texts.roundState[round.state]}</Tag>}
    >
      <p>
        {texts.rounds.due} {whenIn(language, round.due)} · {round.items.length} {texts.rounds.items}
        {isTaken && <Tag className="taken">{texts.rounds.takenAlong}</Tag>}
      </p>
      <Button type="primary" block size="large" onClick={() => void open()}>
        {isTaken ? texts.rounds.goOn : texts.rounds.takeAlong}
      </Button>
    </Card>
  );
}
