/**
 * Techniques of MITRE ATT&CK for Enterprise that the rules name, with their tactics as Microsoft Sentinel writes them.
 * Source: attack.mitre.org, version 16; in newer versions DefenseEvasion is divided, which Sentinel does not follow.
 */
export const tacticsOf: Readonly<Record<string, readonly string[]>> = {
  T1020: ['Exfiltration'],
  T1030: ['Exfiltration'],
  T1048: ['Exfiltration'],
  T1070: ['DefenseEvasion'],
  T1071: ['CommandAndControl'],
  T1114: ['Collection'],
  T1498: ['Impact'],
  T1499: ['Impact'],
  T1505: ['Persistence'],
  T1534: ['LateralMovement'],
  T1557: ['CredentialAccess', 'Collection'],
  T1562: ['DefenseEvasion'],
  T1565: ['Impact'],
  T1566: ['InitialAccess'],
  T1567: ['Exfiltration'],
  T1583: ['ResourceDevelopment'],
  T1589: ['Reconnaissance'],
  T1656: ['DefenseEvasion'],
};

/** Identifiers by entity, as in "Microsoft Sentinel entity types reference" (learn.microsoft.com/azure/sentinel/entities-reference). */
export const entityIdentifiers: Readonly<Record<string, readonly string[]>> = {
  Account: [
    'Name',
    'FullName',
    'NTDomain',
    'DnsDomain',
    'UPNSuffix',
    'Sid',
    'AadTenantId',
    'AadUserId',
    'PUID',
    'ObjectGuid',
    'DisplayName',
  ],
  AzureResource: ['ResourceId'],
  CloudApplication: ['AppId', 'Name', 'InstanceName'],
  DNS: ['DomainName'],
  Host: [
    'DnsDomain',
    'NTDomain',
    'HostName',
    'FullName',
    'NetBiosName',
    'AzureID',
    'OMSAgentID',
    'OSFamily',
    'OSVersion',
  ],
  IP: ['Address'],
  MailMessage: [
    'Recipient',
    'Sender',
    'SenderIP',
    'P1Sender',
    'P2Sender',
    'NetworkMessageId',
    'InternetMessageId',
    'Subject',
    'ReceivedDate',
  ],
  Mailbox: ['MailboxPrimaryAddress', 'DisplayName', 'Upn', 'ExternalDirectoryObjectId', 'RiskLevel'],
};
