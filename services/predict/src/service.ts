import {
  AlarmService,
  AssessmentService,
  ConditionService,
  EvidenceService,
  LINK_STREAMS,
  ModelService,
  PrognosisService,
  ReferenceService,
  TrainingService,
} from "@phm/contracts";
import { ANNOUNCEMENT_TOPOLOGY, chainService, defineService, linkTopology, type Service, sweepService } from "@phm/service-kit";
import { assessFeatures } from "./assess/assess-features.js";
import { type PredictConfig, settings } from "./config.js";
import { createContext, type PredictContext } from "./context.js";
import { acknowledge } from "./rpc/acknowledge.js";
import { getAlarm } from "./rpc/get-alarm.js";
import { getAlarmKpis } from "./rpc/get-alarm-kpis.js";
import { getAssessment } from "./rpc/get-assessment.js";
import { getCheckpoint } from "./rpc/get-checkpoint.js";
import { getModel } from "./rpc/get-model.js";
import { getPrognosisQuality } from "./rpc/get-prognosis-quality.js";
import { listAlarms } from "./rpc/list-alarms.js";
import { listAssessments } from "./rpc/list-assessments.js";
import { listLifeOutcomes } from "./rpc/list-life-outcomes.js";
import { listLives } from "./rpc/list-lives.js";
import { listModelEvents } from "./rpc/list-model-events.js";
import { listModels } from "./rpc/list-models.js";
import { listReferences } from "./rpc/list-references.js";
import { listTransitions } from "./rpc/list-transitions.js";
import { promoteModel } from "./rpc/promote-model.js";
import { queryPrognoses } from "./rpc/query-prognoses.js";
import { queryPrognosisHistory } from "./rpc/query-prognosis-history.js";
import { registerModel } from "./rpc/register-model.js";
import { relearn } from "./rpc/relearn-baseline.js";
import { returnToService } from "./rpc/return-to-service.js";
import { rollbackModel } from "./rpc/rollback-model.js";
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
      const { states, late, alarmBook, clock, lives, predictMetrics: metrics } = context;
      const takeFeatures = assessFeatures({ ...context, alarms: alarmBook, metrics });
      const judge = takeVerdict({ ...context, metrics });
      return {
        publishes: [linkTopology(LINK_STREAMS.assessment), ANNOUNCEMENT_TOPOLOGY],
        grpc: [
          defineService(AssessmentService, {
            getAssessment: getAssessment(states, late, alarmBook),
            listAssessments: listAssessments(states),
          }),
          prognosisService(context),
          defineService(TrainingService, { listLives: listLives(lives) }),
          defineService(ConditionService, { relearnBaseline: relearn({ states, alarmBook, clock, metrics }) }),
          alarmService(context),
          ...evidenceServices(context),
          modelService(context),
        ],
        shelves: [context.modelShelf],
        consumes: {
          topology: [linkTopology(LINK_STREAMS.features), linkTopology(LINK_STREAMS.verdict)],
          owned: context.owned,
          handle: (message, signal) => (message.stream === LINK_STREAMS.verdict.name ? judge : takeFeatures)(message, signal),
        },
      };
    },
  );
}

function prognosisService({ prognoses, outcomes }: PredictContext) {
  return defineService(PrognosisService, {
    queryPrognoses: queryPrognoses(prognoses),
    queryPrognosisHistory: queryPrognosisHistory(prognoses, outcomes),
    getPrognosisQuality: getPrognosisQuality(outcomes),
    listLifeOutcomes: listLifeOutcomes(outcomes),
  });
}

function modelService({ registry, models: shelf, live, drift, modelLines, modelMetrics }: PredictContext) {
  const shown = { registry, shelf, live, drift };
  return defineService(ModelService, {
    listModels: listModels(shown),
    getModel: getModel(shown),
    registerModel: registerModel(shown),
    promoteModel: promoteModel(shown),
    rollbackModel: rollbackModel({ ...shown, metrics: modelMetrics }),
    listModelEvents: listModelEvents(modelLines),
  });
}

function evidenceServices({ checkpoints, alarmReferences, sweeps }: PredictContext) {
  return [
    defineService(ReferenceService, { listReferences: listReferences(alarmReferences) }),
    defineService(EvidenceService, { getCheckpoint: getCheckpoint(checkpoints) }),
    sweepService(sweeps),
  ];
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
