metadata name = 'Permission to read message traces'
metadata description = 'Lets the identity of the Functions app read the message traces of Exchange Online: what infra/scripts/grant-message-trace.sh and Grant-MessageTrace.ps1 do, for those who keep permissions in templates.'

// A template of its own, outside ../main.bicep: it takes other rights (Application.ReadWrite.All and
// AppRoleAssignment.ReadWrite.All, as a Privileged Role Administrator has them), often another person's, and an extension
// that the compiler gets from Microsoft's registry. bicepconfig.json beside it names the extension.
//
//   az deployment group create -g GROUP -f infra/message-trace-permission/main.bicep -p principalId=OBJECT-ID
extension microsoftGraphV1

@description('Required. Object ID of the identity of the Functions app: the output "principalId" of main.bicep.')
param principalId string

// Microsoft Graph. Every tenant has it.
resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

// Microsoft's own app that serves message traces. Where the tenant has none, Graph answers every request with 401.
resource traceService 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: '8bd644d1-64a1-4d4b-ae52-2e0cbf64e373'
}

// ExchangeMessageTrace.Read.All
resource readsMessageTraces 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  appRoleId: '89b20d8a-76e2-4057-867b-9961f800b9a4'
  principalId: principalId
  resourceId: graph.id
}

@description('Object ID of the service principal of the message trace service.')
output traceServicePrincipalId string = traceService.id
