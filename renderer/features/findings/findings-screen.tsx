import { useNavigation } from '../../app/navigation.tsx';

export function FindingsScreen() {
  const { caseId } = useNavigation();
  return <main data-case={caseId} />;
}
