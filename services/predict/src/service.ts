import { AlarmService, AssessmentService, ConditionService, LINK_STREAMS, PrognosisService } from "@phm/contracts";
import { ANNOUNCEMENT_TOPOLOGY, chainService, defineService, linkTopology, type Service } from "@phm/service-kit";
import { assessFeatures } from "./assess/assess-features.js";
import { type PredictConfig, settings } from "./config.js";
import { createContext, type PredictContext } from "./context.js";
import { acknowledge } from "./rpc/acknowledge.js";
import { getAlarm } from "./rpc/get-alarm.js";
import { getAlarmKpis } from "./rpc/get-alarm-kpis.js";
import { getAssessment } from "./rpc/get-assessment.js";
import { listAlarms } from "./rpc/list-alarms.js";
import { listTransitions } from "./rpc/list-transitions.js";
import { queryPrognoses } from "./rpc/query-prognoses.js";
import { relearn } from "./rpc/relearn-baseline.js";
import { returnToService } from "./rpc/return-to-service.js";
import { setOutOfService } from "./rpc/set-out-of-service.js";
import { shelve } from "./rpc/shelve.js";
import { unshelve } from "./rpc/unshelve.js";
import { takeVerdict } from "./verdicts/take-verdict.js";

export function createPredict(config: PredictConfig): Service {
  return chainService(
    settings,
    config,
    () => createContext(config),
    (context) => {
      const { directory, states, prognoses, late, alarmBook, clock, verdicts, publisher, predictMetrics: metrics } = context;
      const takeFeatures = assessFeatures({ directory, states, prognoses, late, alarms: alarmBook, publisher, metrics });
      const judge = takeVerdict({ verdicts, states, alarmBook, clock, metrics });
      return {
        publishes: [linkTopology(LINK_STREAMS.assessment), ANNOUNCEMENT_TOPOLOGY],
        grpc: [
          defineService(AssessmentService, { getAssessment: getAssessment(states, late, alarmBook) }),
          defineService(PrognosisService, { queryPrognoses: queryPrognoses(prognoses) }),
          defineService(ConditionService, { relearnBaseline: relearn({ states, alarmBook, clock, metrics }) }),
          alarmService(context),
        ],
        consumes: {
          topology: [linkTopology(LINK_STREAMS.features), linkTopology(LINK_STREAMS.verdict)],
          handle: (message, signal) => (message.stream === LINK_STREAMS.verdict.name ? judge : takeFeatures)(message, signal),
        },
      };
    },
  );
}

function alarmService({ alarms, alarmBook, alarmHistory, alarmStatistics, clock }: PredictContext) {
  return defineService(AlarmService, {
    listAlarms: listAlarms(alarms),
    getAlarm: getAlarm(alarmBook),
    listTransitions: listTransitions(alarmBook, alarmHistory),
    getAlarmKpis: getAlarmKpis(alarmStatistics),
    acknowledge: acknowledge(alarmBook, clock),
    shelve: shelve(alarmBook, clock),
    unshelve: unshelve(alarmBook, clock),
    setOutOfService: setOutOfService(alarmBook, clock),
    returnToService: returnToService(alarmBook, clock),
  });
}
