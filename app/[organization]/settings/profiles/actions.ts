"use server";

import { action } from "@/lib/transport/action";
import { createProfile, updateProfile } from "@/lib/workflows/edit-profile";
import { profileEdit, profileInput } from "@/lib/workflows/input";

export const createProfileAction = action({ input: profileInput, run: createProfile });

/** `basedOn` is what was edited: when somebody else saved meanwhile, the answer is `profile_changed`. */
export const saveProfileAction = action({ input: profileEdit, run: updateProfile });
