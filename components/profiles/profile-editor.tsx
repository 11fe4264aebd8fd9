"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAction } from "@/components/ui/use-action";
import { isSame, mergeRules } from "@/lib/workflows/core/compare-rules";
import { formOf, rulesOf } from "@/lib/workflows/core/rules-form";
import { EditorLayout } from "./editor-layout";
import type { ApproverOptions, ProfileView, SaveProfileAction } from "./profile-views";
import { RulesConflict } from "./rules-conflict";
import { RulesFields } from "./rules-fields";
import { useFieldErrors } from "./use-field-errors";
import { useKeepTyped } from "./use-keep-typed";
import { useRulesCheck } from "./use-rules-check";

interface ProfileEditorProps {
  profile: ProfileView;
  /** "Saving makes version 4, because version 3 is used by request 12." */
  saving: string;
  options: ApproverOptions;
  /** A POST that takes `{ rules }` and answers `RulesCheckView`. */
  checkHref: string;
  saveProfileAction: SaveProfileAction;
  children: ReactNode;
}

export function ProfileEditor(props: ProfileEditorProps) {
  const { profile, options } = props;
  const router = useRouter();
  const [form, setForm] = useState(() => formOf(profile.rules));
  const [base, setBase] = useState<Pick<ProfileView, "rules" | "rulesHash">>(profile);
  const submitted = useRef(form);
  const [savedVersion, setSavedVersion] = useState<number | null>(null);
  const { run, isPending, failure, clear } = useAction(props.saveProfileAction, (saved) => {
    if (!saved) return;
    setBase(saved);
    // Spaces around a name are not kept: unless somebody typed on meanwhile, show what was.
    setForm((current) =>
      current === submitted.current && !isSame(rulesOf(current), saved.rules) ? formOf(saved.rules) : current,
    );
    setSavedVersion(saved.version);
  });
  const rules = rulesOf(form);
  const isChanged = !isSame(rules, base.rules);
  const isOutdated = failure?.code === "profile_changed";
  const isFresh = profile.rulesHash !== base.rulesHash;
  const check = useRulesCheck(props.checkHref, rules);
  const told = useFieldErrors(failure, check);
  useKeepTyped(isChanged);

  // Somebody else saved first: fetch what is true now, so that the difference can be shown.
  useEffect(() => {
    if (isOutdated) router.refresh();
  }, [isOutdated, router]);

  function continueFrom(mine: boolean) {
    setForm(formOf(mine ? mergeRules(base.rules, profile.rules, rules) : profile.rules));
    setBase(profile);
    clear();
  }

  const isDiffering = isOutdated && isFresh;
  const saved = savedVersion === null ? "Nothing is changed." : `Saved as version ${savedVersion}.`;
  return (
    <EditorLayout
      onSubmit={() => {
        submitted.current = form;
        run({ name: profile.name, rules, basedOn: base.rulesHash });
      }}
      rules={rules}
      check={check}
      saving={isDiffering ? "Choose above what to keep, then save." : isChanged ? props.saving : saved}
      refused={failure}
      failure={isDiffering ? null : told.failure}
      isPending={isPending}
      saveLabel="Save"
      pendingLabel="Saving…"
      after={props.children}
    >
      {isDiffering ? (
        <RulesConflict
          before={base.rules}
          now={profile}
          mine={rules}
          options={options}
          onTakeTheirs={() => continueFrom(false)}
          onKeepMine={() => continueFrom(true)}
        />
      ) : null}
      <RulesFields value={form} onChange={setForm} options={options} errorAt={told.errorAt} />
    </EditorLayout>
  );
}
