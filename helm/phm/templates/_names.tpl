{{- define "phm.name" -}}
{{- printf "%s-%s" .root.Release.Name .service | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "phm.labels" -}}
{{ include "phm.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "phm.selector" -}}
app.kubernetes.io/name: phm
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end -}}

{{/* Given: root, and the service, or `tools` for the command line. */}}
{{- define "phm.image" -}}
{{- $image := .root.Values.image -}}
{{- $name := printf "%s-%s" $image.repository .service -}}
{{- with index $image.digests .service -}}{{ $name }}@{{ . }}{{- else -}}{{ $name }}:{{ $image.tag | default $.root.Chart.AppVersion }}{{- end -}}
{{- end -}}

{{/* SQLite on volumes: one process of each service. */}}
{{- define "phm.embedded" -}}
{{- if not .Values.mongodb.urlSecret.name }}true{{ end -}}
{{- end -}}

{{/* What the values must not say together, in one sentence each. */}}
{{- define "phm.check" -}}
{{- if eq (toString .Values.image.tag) "latest" }}{{ fail "image.tag is latest: name a version, so that a restart is not an upgrade" }}{{ end -}}
{{- if include "phm.embedded" . -}}
{{- range $name, $service := .Values.services -}}
{{- if or (gt (int $service.replicas) 1) (dig "autoscaling" "enabled" false $service) -}}
{{- fail (printf "services.%s has more than one process, which the embedded store cannot serve: set mongodb.urlSecret.name" $name) -}}
{{- end -}}
{{- end -}}
{{- if .Values.backup.enabled }}{{ fail "backup.enabled needs MongoDB: the embedded stores are copied by phm backup beside them" }}{{ end -}}
{{- end -}}
{{- if and (not .Values.nats.embedded.enabled) (not .Values.nats.url) (not .Values.nats.urlSecret.name) -}}
{{- fail "no broker: set nats.url, nats.urlSecret.name or nats.embedded.enabled" -}}
{{- end -}}
{{- if and .Values.gateway.oidc.issuer (not .Values.gateway.oidc.audience) }}{{ fail "gateway.oidc.issuer is set: set gateway.oidc.audience, what the tokens' aud names" }}{{ end -}}
{{- if and .Values.gateway.oidc.clientId (not (and .Values.gateway.oidc.issuer .Values.ingress.host)) }}{{ fail "gateway.oidc.clientId is set: set gateway.oidc.issuer, and ingress.host, which browsers come back to" }}{{ end -}}
{{- if and .Values.grpc.keys.existingSecret (not .Values.grpc.serviceKey.existingSecret) }}{{ fail "grpc.keys.existingSecret is set: the services need a key too, set grpc.serviceKey.existingSecret" }}{{ end -}}
{{- if and .Values.grpc.serviceKey.existingSecret (not .Values.grpc.keys.existingSecret) }}{{ fail "grpc.serviceKey.existingSecret opens nothing without grpc.keys.existingSecret" }}{{ end -}}
{{- with .Values.gateway.keys -}}
{{- if and .existingSecret (not .testKey.existingSecret) }}{{ fail "gateway.keys.existingSecret is set: helm test needs a key too, set gateway.keys.testKey.existingSecret" }}{{ end -}}
{{- if and .testKey.existingSecret (not .existingSecret) }}{{ fail "gateway.keys.testKey.existingSecret opens nothing without gateway.keys.existingSecret" }}{{ end -}}
{{- end -}}
{{- if and .Values.backup.enabled (not .Values.backup.claim) }}{{ fail "backup.enabled needs backup.claim, the claim that backups are written to" }}{{ end -}}
{{- end -}}
