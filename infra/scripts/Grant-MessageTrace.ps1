<#
.SYNOPSIS
Lets a managed identity read the message traces of Exchange Online.

.DESCRIPTION
Creates the service principal of Microsoft's message trace service where the tenant has none, and grants the app role
ExchangeMessageTrace.Read.All to the identity. It may be run again at any time: what is there already stays as it is.
Needs the module Microsoft.Graph.Applications and an account that may assign app roles (Privileged Role Administrator).

.PARAMETER PrincipalId
Object (principal) id of the identity of the Functions app: the output "principalId" of the deployment.

.EXAMPLE
./Grant-MessageTrace.ps1 -PrincipalId 11111111-2222-3333-4444-555555555555
#>
#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [guid] $PrincipalId
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$graphApp = '00000003-0000-0000-c000-000000000000'  # Microsoft Graph
$traceApp = '8bd644d1-64a1-4d4b-ae52-2e0cbf64e373'  # Microsoft's own app that serves message traces
$traceRole = '89b20d8a-76e2-4057-867b-9961f800b9a4' # ExchangeMessageTrace.Read.All

Connect-MgGraph -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All' -NoWelcome

$resource = Get-MgServicePrincipal -Filter "appId eq '$graphApp'"
if (-not $resource) {
    throw 'The tenant has no service principal of Microsoft Graph. Are you signed in to the right tenant?'
}

if (Get-MgServicePrincipal -Filter "appId eq '$traceApp'") {
    Write-Output 'Service principal of the message trace service: there already'
}
elseif ($PSCmdlet.ShouldProcess($traceApp, 'Create the service principal')) {
    New-MgServicePrincipal -AppId $traceApp | Out-Null
    Write-Output 'Service principal of the message trace service: created'
}

$granted = Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $PrincipalId -All |
    Where-Object { $_.AppRoleId -eq $traceRole }
if ($granted) {
    Write-Output 'ExchangeMessageTrace.Read.All: granted already'
}
elseif ($PSCmdlet.ShouldProcess($PrincipalId, 'Grant ExchangeMessageTrace.Read.All')) {
    New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $PrincipalId -PrincipalId $PrincipalId `
        -ResourceId $resource.Id -AppRoleId $traceRole | Out-Null
    Write-Output 'ExchangeMessageTrace.Read.All: granted'
}
Write-Output 'It can take some hours until Exchange Online knows. "mailflow doctor" says when it does.'
