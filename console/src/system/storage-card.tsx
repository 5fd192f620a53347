import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { storage } from "./system-api.js";

const BYTES_PER_MB = 1_000_000;
const megabytes = (bytes: number) => `${(bytes / BYTES_PER_MB).toFixed(1)} MB`;

/** What the waveform archive takes, by how critical machines are, and when it will be full. */
export function StorageCard() {
  const { texts, language } = useSettings();
  const query = useQuery({ queryKey: ["storage"], queryFn: storage });
  const t = texts.system.storage;
  return (
    <Card size="small" title={t.title}>
      <Asked query={query}>
        {({ tiers, countedAt, budgetBytes, bytesPerDay, fullInDays }) => (
          <>
            <div className="wide">
              <table className="proof">
                <thead>
                  <tr>
                    <th scope="col">{t.criticality}</th>
                    <th scope="col">{texts.system.figure.machines}</th>
                    <th scope="col">{texts.bench.acquisitions}</th>
                    <th scope="col">{t.size}</th>
                    <th scope="col">{t.pinned}</th>
                  </tr>
                </thead>
                <tbody>
                  {tiers.map((tier) => (
                    <tr key={tier.criticality}>
                      <th scope="row">{t.level[tier.criticality]}</th>
                      <td>{tier.machineCount}</td>
                      <td>{tier.acquisitionCount}</td>
                      <td>{megabytes(tier.bytes)}</td>
                      <td>{megabytes(tier.pinnedBytes)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <p className="quiet">
              {[
                countedAt === null ? t.notCounted : `${texts.asset.asOf} ${whenIn(language, countedAt)}`,
                budgetBytes === null ? t.noBudget : `${t.budget} ${megabytes(budgetBytes)}`,
                bytesPerDay === null ? undefined : `${megabytes(bytesPerDay)} ${t.perDay}`,
                fullInDays === null ? undefined : `${t.fullIn} ${fullInDays.toFixed(0)} d`,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </>
        )}
      </Asked>
    </Card>
  );
}
