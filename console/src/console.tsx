import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import { Shell } from "./shell/layout.js";

const FleetPage = lazy(async () => ({ default: (await import("./fleet/fleet-page.js")).FleetPage }));
const AssetPage = lazy(async () => ({ default: (await import("./asset/asset-page.js")).AssetPage }));
const BenchPage = lazy(async () => ({ default: (await import("./bench/bench-page.js")).BenchPage }));
const WorkPage = lazy(async () => ({ default: (await import("./work/work-page.js")).WorkPage }));
const TicketPage = lazy(async () => ({ default: (await import("./ticket/ticket-page.js")).TicketPage }));
const AlarmsPage = lazy(async () => ({ default: (await import("./alarms/alarms-page.js")).AlarmsPage }));
const SystemPage = lazy(async () => ({ default: (await import("./system/system-page.js")).SystemPage }));
const SharingPage = lazy(async () => ({ default: (await import("./sharing/sharing-page.js")).SharingPage }));
const RoundList = lazy(async () => ({ default: (await import("./rounds/round-list.js")).RoundList }));
const RoundPage = lazy(async () => ({ default: (await import("./rounds/round-page.js")).RoundPage }));

/** The places of the console; each is loaded when it is first gone to. */
export function Console() {
  return (
    <BrowserRouter basename="/console">
      <Suspense fallback={<Skeleton active />}>
        <Routes>
          <Route element={<Shell />}>
            <Route index element={<FleetPage />} />
            <Route path="assets/:id" element={<AssetPage />} />
            <Route path="assets/:id/bench" element={<BenchPage />} />
            <Route path="work" element={<WorkPage />} />
            <Route path="tickets/:id" element={<TicketPage />} />
            <Route path="alarms" element={<AlarmsPage />} />
            <Route path="system" element={<SystemPage />} />
            <Route path="sharing" element={<SharingPage />} />
            <Route path="rounds" element={<RoundList />} />
            <Route path="rounds/:id" element={<RoundPage />} />
            <Route path="*" element={<Navigate to="/" replace />} />
          </Route>
        </Routes>
      </Suspense>
    </BrowserRouter>
  );
}
