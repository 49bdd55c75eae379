-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_ip_sequence_idx" ON "AuditEvent"("tenantId", "ip", "sequence");
