"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Panel } from "@/components/console/panel";
import { errorAt } from "@/components/ui/action-result";
import { ChoiceField } from "@/components/ui/choice-field";
import { useAction } from "@/components/ui/use-action";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { isSame } from "@/lib/workflows/core/compare-rules";
import { formOf, rulesOf, startFrom } from "@/lib/workflows/core/rules-form";
import { EditorLayout } from "./editor-layout";
import type { ApproverOptions, CreateProfileAction } from "./profile-views";
import { NameField } from "./requirement-fields";
import { RulesFields } from "./rules-fields";
import { useFieldErrors } from "./use-field-errors";
import { useKeepTyped } from "./use-keep-typed";
import { useRulesCheck } from "./use-rules-check";

interface PresetOption {
  key: string;
  name: string;
  rules: ApprovalRules;
}

interface NewProfileProps {
  presets: PresetOption[];
  /** What the form starts from. */
  startsFrom: PresetOption;
  options: ApproverOptions;
  /** A POST that takes `{ rules }` and answers `RulesCheckView`. */
  checkHref: string;
  /** Where the profiles' pages are: the new one's id is added. */
  profilesHref: string;
  createProfileAction: CreateProfileAction;
}

/** A profile that is not there yet: its name, what it starts from, and all of its rules. */
export function NewProfile(props: NewProfileProps) {
  const { presets, options, profilesHref } = props;
  const router = useRouter();
  const [name, setName] = useState("");
  const [preset, setPreset] = useState(props.startsFrom);
  const [form, setForm] = useState(() => formOf(props.startsFrom.rules));
  const { run, isPending, failure } = useAction(props.createProfileAction, (made) => {
    if (made) router.push(`${profilesHref}/${made.id}` as Parameters<typeof router.push>[0]);
  });
  const rules = rulesOf(form);
  const check = useRulesCheck(props.checkHref, rules);
  const told = useFieldErrors(failure, check);
  useKeepTyped(!isPending && (name !== "" || !isSame(rules, preset.rules)));
  const isTaken = failure?.code === "name_taken";

  function choose(key: string) {
    const next = presets.find((one) => one.key === key);
    if (!next) return;
    setForm(startFrom(form, preset.rules, next.rules));
    setPreset(next);
  }

  return (
    <EditorLayout
      onSubmit={() => run({ name, rules })}
      rules={rules}
      check={check}
      saving="Saving makes version 1. Nothing is gated by it before it is bound to something."
      refused={failure}
      failure={isTaken ? null : told.failure}
      isPending={isPending}
      saveLabel="Save profile"
      pendingLabel="Saving…"
    >
      <Panel>
        <div className="grid gap-4">
          <NameField
            label="Name"
            value={name}
            onChange={setName}
            error={isTaken ? failure.message : errorAt(failure, "name")}
          />
          <ChoiceField
            label="Start from"
            meaning="A way of approving that exists elsewhere. Every rule of it can be changed below; steps that you typed stay."
            value={preset.key}
            choices={presets.map(({ key, name: label }) => ({ value: key, label }))}
            onChange={choose}
            error={undefined}
          />
        </div>
      </Panel>
      <RulesFields value={form} onChange={setForm} options={options} errorAt={told.errorAt} />
    </EditorLayout>
  );
}
