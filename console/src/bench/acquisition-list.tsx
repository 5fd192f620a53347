import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Card, DatePicker, Empty } from "antd";
import { useState } from "react";
import type { AssetPlace } from "../asset/asset-api.js";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { type AcquisitionOutline, acquisitions } from "./bench-api.js";
import { figure } from "./figure.js";

interface Props {
  readonly place: AssetPlace;
  readonly chosen: string | undefined;
  readonly compared: string | undefined;
  readonly onChoose: (acquisition: AcquisitionOutline) => void;
  readonly onCompare: (acquisition: AcquisitionOutline) => void;
}

/** What was measured when, newest first: one is looked at, another may be laid over it. */
export function AcquisitionList({ place, chosen, compared, onChoose, onCompare }: Props) {
  const { texts, language } = useSettings();
  const [to, setTo] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ["acquisitions", place, to],
    queryFn: ({ pageParam }) => acquisitions(place, to, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <Card
      size="small"
      title={texts.bench.acquisitions}
      extra={
        <DatePicker
          showTime
          size="small"
          placeholder={texts.bench.before}
          aria-label={texts.bench.before}
          onChange={(time) => setTo(time?.toDate().toISOString())}
        />
      }
    >
      <Asked query={query}>
        {({ pages }) => (
          <ul className="acquisitions">
            {pages[0]?.items.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.bench.noAcquisition} />}
            {pages
              .flatMap(({ items }) => items)
              .map((each) => (
                <li key={each.id} className="line" data-chosen={each.id === chosen} data-compared={each.id === compared}>
                  <Button type="link" size="small" aria-pressed={each.id === chosen} onClick={() => onChoose(each)}>
                    {whenIn(language, each.startTime)}
                  </Button>
                  <span className="quiet" title={`${figure(each.sampleRateHz)} Hz`}>
                    {each.speedRpm === null ? "" : `${figure(each.speedRpm)} rpm · `}
                    {figure(each.durationS)} s
                  </span>
                  <Button
                    size="small"
                    disabled={each.id === chosen}
                    aria-pressed={each.id === compared}
                    aria-label={`${texts.bench.compare}: ${whenIn(language, each.startTime)}`}
                    onClick={() => onCompare(each)}
                  >
                    {texts.bench.compare}
                  </Button>
                </li>
              ))}
            {query.hasNextPage && (
              <Button block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {texts.bench.older}
              </Button>
            )}
          </ul>
        )}
      </Asked>
    </Card>
  );
}
