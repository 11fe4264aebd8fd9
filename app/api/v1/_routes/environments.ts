import { z } from "zod";
import { createEnvironment } from "@/lib/catalog/create-environment";
import { configurationInput, pageQuery } from "@/lib/catalog/input";
import { environmentChange, environmentInput } from "@/lib/catalog/input-environment";
import { loadConfiguration, loadConfigurationVersions, loadEnvironments } from "@/lib/catalog/loaders";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import { updateEnvironment } from "@/lib/catalog/update-environment";
import { route } from "@/lib/transport/http";
import { instant, named, pageOf } from "./schemas";

const environment = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    order: z.int().meta({ description: "Its place in the promotion order, from 1" }),
    critical: z.boolean(),
    trustDelivery: z.boolean(),
    endpoint: z.string().nullable(),
    driver: z.string(),
    settings: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "The driver's; null for who may not manage environments" }),
    credential: z
      .enum(["set"])
      .nullable()
      .meta({ description: "That there is one is all that is told of it" }),
    promotesTo: z.array(z.string()),
    promotesFrom: z.array(z.string()),
    createdAt: instant,
  })
  .meta({ id: "Environment" });

const configuration = z
  .object({
    version: z.int().meta({ description: "0: nothing was saved yet" }),
    hash: z.string(),
    entries: z.record(
      z.string(),
      z.union([z.object({ value: z.string() }), z.object({ secret: z.string() })]),
    ),
    savedAt: instant.nullable(),
    savedBy: named.nullable(),
  })
  .meta({ id: "Configuration" });

const tag = "Environments";
const configurationPath =
  "/projects/{project}/components/{component}/environments/{environment}/configuration";

export const environmentRoutes = [
  route({
    method: "get",
    path: "/environments",
    id: "listEnvironments",
    summary: "All environments in promotion order, on one page",
    tag,
    permission: "catalog.read",
    reply: pageOf(environment),
    run: (_db, caller) => loadEnvironments(caller),
  }),
  route({
    method: "post",
    path: "/environments",
    id: "createEnvironment",
    summary: "Make an environment; when no path is named, one leads to it from the environment before it",
    tag,
    permission: "environment.manage",
    body: environmentInput,
    reply: environment,
    status: 201,
    run: createEnvironment,
  }),
  route({
    method: "patch",
    path: "/environments/{environment}",
    id: "updateEnvironment",
    summary: "Change an environment; what may ungate something needs a reason and ends requests",
    tag,
    permission: "environment.manage",
    body: environmentChange,
    reply: environment,
    run: updateEnvironment,
  }),
  route({
    method: "get",
    path: configurationPath,
    id: "getConfiguration",
    summary: "The configuration saved last",
    tag: "Configuration",
    permission: "catalog.read",
    reply: configuration,
    run: (_db, caller, input) => loadConfiguration(caller, input),
  }),
  route({
    method: "put",
    path: configurationPath,
    id: "saveConfiguration",
    summary: "Save a configuration as a new version; what runs stays as it is",
    tag: "Configuration",
    permission: "configuration.edit",
    body: configurationInput,
    reply: configuration,
    run: (db, caller, input) => saveConfiguration(db, caller, input),
  }),
  route({
    method: "get",
    path: `${configurationPath}/versions`,
    id: "listConfigurationVersions",
    summary:
      "Every version of the configuration, highest number first: those saved, and those that requests brought",
    tag: "Configuration",
    permission: "catalog.read",
    query: pageQuery,
    reply: pageOf(configuration),
    run: (_db, caller, input) => loadConfigurationVersions(caller, input),
  }),
];
