#!/usr/bin/env bash
# Lets a managed identity read the message traces of Exchange Online. It may be run again at any time: what is there
# already stays as it is.
#
#   grant-message-trace.sh PRINCIPAL-ID
#
# PRINCIPAL-ID is the object (principal) id of the identity of the Functions app: the output "principalId" of the
# deployment. Sign in first with an account that may assign app roles (Privileged Role Administrator):  az login
set -euo pipefail

graph_app=00000003-0000-0000-c000-000000000000          # Microsoft Graph
trace_app=8bd644d1-64a1-4d4b-ae52-2e0cbf64e373          # Microsoft's own app that serves message traces
trace_role=89b20d8a-76e2-4057-867b-9961f800b9a4         # ExchangeMessageTrace.Read.All

principal=${1:-}
if [[ ! $principal =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]]; then
  echo "Usage: ${0##*/} PRINCIPAL-ID   (a GUID: the object id of the identity, not its client id)" >&2
  exit 2
fi
if ! command -v az > /dev/null; then
  echo "The Azure CLI (az) is needed: https://aka.ms/azcli" >&2
  exit 1
fi

# Of each tenant's own making; their ids differ from tenant to tenant.
object_id() {
  az rest --method get --url "https://graph.microsoft.com/v1.0/servicePrincipals?\$filter=appId eq '$1'" \
    --query 'value[0].id' --output tsv
}

resource=$(object_id "$graph_app")
if [[ -z $resource ]]; then
  echo "The tenant has no service principal of Microsoft Graph. Are you signed in to the right tenant?" >&2
  exit 1
fi

if [[ -n $(object_id "$trace_app") ]]; then
  echo "Service principal of the message trace service: there already"
else
  az rest --method post --url https://graph.microsoft.com/v1.0/servicePrincipals \
    --headers Content-Type=application/json --body "{\"appId\":\"$trace_app\"}" --output none
  echo "Service principal of the message trace service: created"
fi

assignments=https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments
granted=$(az rest --method get --url "$assignments" --query "value[?appRoleId=='$trace_role'].id" --output tsv)
if [[ -n $granted ]]; then
  echo "ExchangeMessageTrace.Read.All: granted already"
else
  az rest --method post --url "$assignments" --headers Content-Type=application/json --output none \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$trace_role\"}"
  echo "ExchangeMessageTrace.Read.All: granted"
fi
echo "It can take some hours until Exchange Online knows. \"mailflow doctor\" says when it does."
