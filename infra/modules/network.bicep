metadata name = 'Private network'
metadata description = 'A virtual network with private endpoints for the storage account and, by an Azure Monitor private link scope, for ingestion.'

@description('Required. Beginning of all names.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags of all resources.')
param tags object

@description('Required. Address space of the virtual network, at least /24.')
param addressPrefix string

@description('Required. Resource ID of the storage account.')
param storageResourceId string

@description('Required. Resource ID of the data collection endpoint.')
param endpointResourceId string

// azure.com, azure.us or azure.cn: the names of Azure Monitor's private zones end in it.
var cloudDomain = replace(environment().portal, 'https://portal.', '')
var storageSuffix = environment().suffixes.storage
var storageServices = ['blob', 'queue', 'table']
var storageZones = map(storageServices, service => 'privatelink.${service}.${storageSuffix}')
// The agents of Azure Monitor look up these names too.
var automationDomain = cloudDomain == 'azure.com'
  ? 'azure-automation.net'
  : replace(cloudDomain, 'azure', 'azure-automation')
var monitorZones = [
  'privatelink.monitor.${cloudDomain}'
  'privatelink.oms.opinsights.${cloudDomain}'
  'privatelink.ods.opinsights.${cloudDomain}'
  'privatelink.agentsvc.${automationDomain}'
  'privatelink.blob.${storageSuffix}'
]
var zones = union(storageZones, monitorZones)

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          delegations: [
            {
              // Flex Consumption runs on the infrastructure of Container Apps.
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'private-endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource appSubnet 'subnets' existing = {
    name: 'app'
  }

  resource endpointSubnet 'subnets' existing = {
    name: 'private-endpoints'
  }
}

resource privateZones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zones: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in zones: {
    parent: privateZones[index]
    name: 'vnet-${name}'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

resource storageEndpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for service in storageServices: {
    name: 'pep-${name}-${service}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: network::endpointSubnet.id
      }
      privateLinkServiceConnections: [
        {
          name: service
          properties: {
            privateLinkServiceId: storageResourceId
            groupIds: [service]
          }
        }
      ]
    }
  }
]

resource storageZoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (service, index) in storageServices: {
    parent: storageEndpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: service
          properties: {
            privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', storageZones[index])
          }
        }
      ]
    }
    dependsOn: [
      privateZones
    ]
  }
]

resource monitorScope 'Microsoft.Insights/privateLinkScopes@2021-09-01' = {
  name: 'ampls-${name}'
  location: 'global'
  tags: tags
  properties: {
    accessModeSettings: {
      // Other workspaces stay within reach of this network. What has to be private says so itself.
      ingestionAccessMode: 'Open'
      queryAccessMode: 'Open'
    }
  }

  resource endpointLink 'scopedResources' = {
    name: 'endpoint'
    properties: {
      linkedResourceId: endpointResourceId
    }
  }
}

resource monitorEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-${name}-monitor'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: network::endpointSubnet.id
    }
    privateLinkServiceConnections: [
      {
        name: 'azuremonitor'
        properties: {
          privateLinkServiceId: monitorScope.id
          groupIds: ['azuremonitor']
        }
      }
    ]
  }
  dependsOn: [
    monitorScope::endpointLink
  ]
}

resource monitorZoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: monitorEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      for zone in monitorZones: {
        name: replace(zone, '.', '-')
        properties: {
          privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', zone)
        }
      }
    ]
  }
  dependsOn: [
    privateZones
  ]
}

@description('Resource ID of the subnet of the app.')
output appSubnetResourceId string = network::appSubnet.id
