"use server";

import { action } from "@/lib/transport/action";
import { createBinding, removeBinding } from "@/lib/workflows/edit-bindings";
import { createProfile, updateProfile } from "@/lib/workflows/edit-profile";
import { bindingToRemove, newBinding, profileEdit, profileInput } from "@/lib/workflows/input";

export const createProfileAction = action({ input: profileInput, run: createProfile });

/** `basedOn` is what was edited: when somebody else saved meanwhile, the answer is `profile_changed`. */
export const saveProfileAction = action({ input: profileEdit, run: updateProfile });

export const createBindingAction = action({ input: newBinding, run: createBinding });

export const removeBindingAction = action({ input: bindingToRemove, run: removeBinding });
