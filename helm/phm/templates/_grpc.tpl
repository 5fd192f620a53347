{{/* What a caller shows to the services' gRPC, and whom it believes: of services, tools and tests alike. */}}
{{- define "phm.grpcEnv" -}}
{{- if .Values.grpc.keys.existingSecret }}
- name: PHM_SERVICE_KEY
  valueFrom: { secretKeyRef: { name: {{ .Values.grpc.serviceKey.existingSecret }}, key: {{ .Values.grpc.serviceKey.key }} } }
{{- end }}
{{- if .Values.grpc.tls.existingSecret }}
- { name: PHM_TLS_CA_FILE, value: /etc/phm/tls/ca.crt }
- { name: PHM_TLS_CERT_FILE, value: /etc/phm/tls/tls.crt }
- { name: PHM_TLS_KEY_FILE, value: /etc/phm/tls/tls.key }
{{- end }}
{{- end -}}

{{/* What a server of gRPC asks of its callers. */}}
{{- define "phm.grpcServerEnv" -}}
{{- if .Values.grpc.keys.existingSecret }}
- { name: PHM_GRPC_KEYS_FILE, value: "/etc/phm/grpc-keys/{{ .Values.grpc.keys.key }}" }
{{- end }}
{{- if and .Values.grpc.tls.existingSecret .Values.grpc.tls.clientCertificates }}
- { name: PHM_TLS_CLIENT_CA_FILE, value: /etc/phm/tls/ca.crt }
{{- end }}
{{- end -}}

{{- define "phm.tlsMount" -}}
{{- if .Values.grpc.tls.existingSecret }}
- { name: tls, mountPath: /etc/phm/tls, readOnly: true }
{{- end }}
{{- end -}}

{{- define "phm.tlsVolume" -}}
{{- if .Values.grpc.tls.existingSecret }}
- name: tls
  secret: { secretName: {{ .Values.grpc.tls.existingSecret }}, defaultMode: 288 }
{{- end }}
{{- end -}}
