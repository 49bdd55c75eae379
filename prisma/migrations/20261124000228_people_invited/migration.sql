-- CreateIndex
CREATE INDEX "User_tenantId_invitedUntil_idx" ON "User"("tenantId", "invitedUntil");
