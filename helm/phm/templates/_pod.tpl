{{/* The pod of a service. Given: root, service. */}}
{{- define "phm.pod" -}}
{{- $service := .service -}}
{{- $values := index .root.Values.services .service -}}
metadata:
  labels: {{- include "phm.labels" . | nindent 4 }}
  {{- with .root.Values.podAnnotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ .root.Release.Name }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .root.Values.terminationGracePeriodSeconds }}
  {{- with .root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext: {{- include "phm.podSecurity" . | nindent 4 }}
  containers:
    - name: {{ .service }}
      image: {{ include "phm.image" . }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      args: ["--import", "./packages/service-kit/dist/telemetry/instrument.js", "services/{{ .service }}/dist/main.js"]
      env: {{- include "phm.env" . | nindent 8 }}
      ports:
        {{- if eq .service "gateway" }}
        - { name: api, containerPort: 7400 }
        {{- else }}
        - { name: grpc, containerPort: 7401 }
        {{- end }}
        - { name: ops, containerPort: 7406 }
      # It may bring a store to a new schema first.
      startupProbe:
        httpGet: { path: /readyz, port: ops }
        periodSeconds: 2
        failureThreshold: 150
      readinessProbe:
        httpGet: { path: /readyz, port: ops }
        periodSeconds: 5
        failureThreshold: 2
      livenessProbe:
        httpGet: { path: /healthz, port: ops }
        periodSeconds: 10
        failureThreshold: 6
      lifecycle:
        preStop:
          # Callers stop coming before the service stops answering.
          exec: { command: ["sleep", "5"] }
      resources: {{- toYaml $values.resources | nindent 8 }}
      securityContext: {{- include "phm.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - { name: tmp, mountPath: /tmp }
        {{- if include "phm.embedded" .root }}
        - { name: data, mountPath: /data }
        {{- end }}
        {{- if and (eq .service "gateway") .root.Values.gateway.keys.existingSecret }}
        - { name: keys, mountPath: /etc/phm/keys, readOnly: true }
        {{- end }}
        {{- if and (ne .service "gateway") .root.Values.grpc.keys.existingSecret }}
        - { name: grpc-keys, mountPath: /etc/phm/grpc-keys, readOnly: true }
        {{- end }}
        {{- with include "phm.tlsMount" .root | trim }}{{ . | nindent 8 }}{{ end }}
  volumes:
    - name: tmp
      emptyDir: { sizeLimit: 256Mi }
    {{- if and (include "phm.embedded" .root) (ne .service "predict") }}
    - name: data
      persistentVolumeClaim: { claimName: {{ include "phm.name" . }} }
    {{- end }}
    {{- if and (eq .service "gateway") .root.Values.gateway.keys.existingSecret }}
    - name: keys
      # 0440: nobody else in the pod may open it.
      secret: { secretName: {{ .root.Values.gateway.keys.existingSecret }}, defaultMode: 288 }
    {{- end }}
    {{- if and (ne .service "gateway") .root.Values.grpc.keys.existingSecret }}
    - name: grpc-keys
      secret: { secretName: {{ .root.Values.grpc.keys.existingSecret }}, defaultMode: 288 }
    {{- end }}
    {{- with include "phm.tlsVolume" .root | trim }}{{ . | nindent 4 }}{{ end }}
  {{- with .root.Values.topologySpreadKey }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "phm.selector" $ | nindent 10 }}
  {{- end }}
  {{- with .root.Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .root.Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "phm.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "phm.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* Variables of a service. Addresses are those of the others' Services. */}}
{{- define "phm.env" -}}
{{- $root := .root -}}
- { name: PHM_HTTP_HOST, value: 0.0.0.0 }
- { name: PHM_HTTP_PORT, value: "7406" }
- { name: LOG_LEVEL, value: {{ $root.Values.logLevel }} }
- { name: OTEL_SERVICE_NAME, value: phm-{{ .service }} }
{{- with $root.Values.otlpEndpoint }}
- { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }} }
{{- end }}
{{- if eq .service "gateway" }}
- { name: PHM_API_PORT, value: "7400" }
{{- if $root.Values.gateway.keys.existingSecret }}
- { name: PHM_API_KEYS_FILE, value: "/etc/phm/keys/{{ $root.Values.gateway.keys.key }}" }
{{- end }}
{{- with $root.Values.gateway.oidc }}
{{- if .issuer }}
- { name: PHM_OIDC_ISSUER, value: {{ .issuer | quote }} }
- { name: PHM_OIDC_AUDIENCE, value: {{ .audience | quote }} }
{{- if .clientId }}
- { name: PHM_OIDC_CLIENT_ID, value: {{ .clientId | quote }} }
- { name: PHM_PUBLIC_URL, value: "https://{{ $root.Values.ingress.host }}" }
{{- with .clientSecret }}
{{- if .existingSecret }}
- name: PHM_OIDC_CLIENT_SECRET
  valueFrom: { secretKeyRef: { name: {{ .existingSecret }}, key: {{ .key }} } }
{{- end }}
{{- end }}
{{- end }}
- { name: PHM_OIDC_ORGANISATION_CLAIM, value: {{ .organisationClaim | quote }} }
- { name: PHM_OIDC_ROLE_CLAIM, value: {{ .roleClaim | quote }} }
{{- with .rolePrefix }}
- { name: PHM_OIDC_ROLE_PREFIX, value: {{ . | quote }} }
{{- end }}
- { name: PHM_OIDC_ALGORITHMS, value: {{ join "," .algorithms | quote }} }
{{- end }}
{{- end }}
{{- if not (or $root.Values.gateway.keys.existingSecret $root.Values.gateway.oidc.issuer) }}
# Neither keys nor an issuer were named: whoever reaches the Service may use it.
- { name: PHM_API_OPEN, value: "true" }
{{- end }}
{{- else }}
- { name: PHM_GRPC_HOST, value: 0.0.0.0 }
- { name: PHM_GRPC_PORT, value: "7401" }
{{- with include "phm.grpcServerEnv" $root | trim }}
{{ . }}
{{- end }}
{{- end }}
{{- with include "phm.grpcEnv" $root | trim }}
{{ . }}
{{- end }}
{{ include "phm.natsUrl" $root }}
{{- if include "phm.embedded" $root }}
- { name: PHM_DATA_DIR, value: /data }
{{- else }}
- name: MONGODB_URL
  valueFrom: { secretKeyRef: { name: {{ $root.Values.mongodb.urlSecret.name }}, key: {{ $root.Values.mongodb.urlSecret.key }} } }
- { name: MONGODB_DATABASE_PREFIX, value: {{ $root.Values.mongodb.databasePrefix }} }
{{- end }}
{{- range $asked := index (dict "gateway" (list "ingest" "features" "predict" "workorders") "features" (list "ingest") "ingest" (list "predict" "workorders") "predict" (list "features" "workorders") "workorders" list) .service }}
- { name: PHM_{{ upper $asked }}_ADDRESS, value: "{{ include "phm.name" (dict "root" $root "service" $asked) }}:7401" }
{{- end }}
{{- if eq .service "ingest" }}
- { name: PHM_DURABILITY, value: {{ $root.Values.durability }} }
{{- end }}
{{- if eq .service "predict" }}
# A pod that comes again takes its partitions again without waiting for its lease.
- name: PHM_MEMBER_ID
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
{{- end }}
{{- range $name, $value := (index $root.Values.services .service).env }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end -}}

{{- define "phm.natsUrl" -}}
{{- if .Values.nats.urlSecret.name -}}
- name: NATS_URL
  valueFrom: { secretKeyRef: { name: {{ .Values.nats.urlSecret.name }}, key: {{ .Values.nats.urlSecret.key }} } }
{{- else -}}
- { name: NATS_URL, value: {{ .Values.nats.url | default (printf "nats://%s:4222" (include "phm.name" (dict "root" . "service" "nats"))) | quote }} }
{{- end -}}
{{- end -}}
