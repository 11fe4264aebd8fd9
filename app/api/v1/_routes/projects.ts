import { z } from "zod";
import { createComponent } from "@/lib/catalog/create-component";
import { createProject } from "@/lib/catalog/create-project";
import { pageQuery, projectInput } from "@/lib/catalog/input";
import { loadComponents, loadProject, loadProjects } from "@/lib/catalog/loaders";
import { loadComponentWithPlaces } from "@/lib/deploy/loaders-component";
import { route } from "@/lib/transport/http";
import { instant, pageOf } from "./schemas";

const project = z
  .object({ id: z.string(), slug: z.string(), name: z.string(), components: z.int(), createdAt: instant })
  .meta({ id: "Project" });

const component = z
  .object({
    id: z.string(),
    project: z.string(),
    slug: z.string(),
    name: z.string(),
    latestBuild: z
      .object({
        number: z.int(),
        version: z.string().nullable(),
        digest: z.string(),
        commit: z.string(),
        builtAt: instant,
      })
      .nullable(),
    createdAt: instant,
  })
  .meta({ id: "Component" });

const place = z.object({
  environment: z.string(),
  name: z.string(),
  critical: z.boolean(),
  status: z.string().meta({
    description: "Running, Delivered, Deploying, Failed, Unhealthy or Nothing deployed",
  }),
  since: instant.nullable(),
  live: z
    .object({
      build: z.int(),
      digest: z.string(),
      commit: z.string(),
      configuration: z.int().nullable(),
      request: z.int().nullable().meta({ description: "The request under which it was promoted" }),
    })
    .nullable(),
  drift: z.string().nullable().meta({ description: "What was found there instead of what we believe" }),
  failed: z
    .object({ deployment: z.string(), build: z.int(), reason: z.string(), failedAt: instant })
    .nullable(),
  next: z
    .array(
      z.object({
        to: z.string(),
        action: z.enum(["promote", "request", "cancel-request", "waiting", "disabled", "nothing"]),
        build: z.int().nullable(),
        request: z.int().nullable(),
        reason: z.string().nullable(),
      }),
    )
    .meta({ description: "Towards each target of its promotion paths: the one next action for you" }),
});

const componentWithPlaces = component
  .extend({ environments: z.array(place).meta({ description: "In promotion order" }) })
  .meta({ id: "ComponentWithEnvironments" });

const tag = "Catalogue";

export const projectRoutes = [
  route({
    method: "get",
    path: "/projects",
    id: "listProjects",
    summary: "The projects you may read, by slug",
    tag,
    permission: "catalog.read",
    query: pageQuery,
    reply: pageOf(project),
    run: (_db, caller, input) => loadProjects(caller, input),
  }),
  route({
    method: "post",
    path: "/projects",
    id: "createProject",
    summary: "Make a project; the slug comes from the name when it is left out",
    tag,
    permission: "component.manage",
    body: projectInput,
    reply: project,
    status: 201,
    run: createProject,
  }),
  route({
    method: "get",
    path: "/projects/{project}",
    id: "getProject",
    summary: "One project",
    tag,
    permission: "catalog.read",
    reply: project,
    run: (_db, caller, input) => loadProject(caller, input),
  }),
  route({
    method: "get",
    path: "/projects/{project}/components",
    id: "listComponents",
    summary: "The project's components, by slug",
    tag,
    permission: "catalog.read",
    query: pageQuery,
    reply: pageOf(component),
    run: (_db, caller, input) => loadComponents(caller, input),
  }),
  route({
    method: "post",
    path: "/projects/{project}/components",
    id: "createComponent",
    summary: "Make a component, with a place in every environment",
    tag,
    permission: "component.manage",
    body: projectInput,
    reply: component,
    status: 201,
    run: createComponent,
  }),
  route({
    method: "get",
    path: "/projects/{project}/components/{component}",
    id: "getComponent",
    summary: "One component: what is live in every environment, and what you can do next from there",
    tag,
    permission: "catalog.read",
    reply: componentWithPlaces,
    run: (_db, caller, input) => loadComponentWithPlaces(caller, input),
  }),
];
